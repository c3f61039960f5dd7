package org.caption4j.tensor.keras;

import java.io.IOException;
import org.caption4j.BadInputException;

/**
 * What the HDF5 library does on damaged files, as faults of the input.
 *
 * <p>It believes what a file says: it follows addresses in circles and allocates what sizes say.
 */
final class Damage {
  private Damage() {}

  /** Something that asks the library. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Returns what a reading returns.
   *
   * @param where the start of messages: the file, perhaps the path in it
   * @throws BadInputException if the library failed
   * @throws IOException if the reading threw one
   */
  static <T> T guard(String where, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (StackOverflowError e) {
      throw new BadInputException(
          where + "damaged HDF5 file, it points in circles: get it anew", e);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          where + "does not fit into memory: give the JVM more, or get the file anew if damaged",
          e);
    } catch (RuntimeException e) {
      throw new BadInputException(
          "%sdamaged HDF5 file, or of a kind that is not read%s: get it anew"
              .formatted(where, reason(e)),
          e);
    }
  }

  /** The library wraps; the innermost exception says most, unless it is one of the JVM's. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.contains("Exception") ? "" : " (" + message + ")";
  }
}
