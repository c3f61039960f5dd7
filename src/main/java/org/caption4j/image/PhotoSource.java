package org.caption4j.image;

import java.io.IOException;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/** Where photos come from: their files as they are, or something else that is made of them. */
@FunctionalInterface
public interface PhotoSource {
  /**
   * Reads one photo; any number of threads may at once.
   *
   * @param file the photo's file
   * @return its upright pixels, named after the file
   * @throws BadInputException if the file is no photo that can be read
   * @throws IOException if the disk fails
   */
  Photo read(Path file) throws IOException;

  /**
   * Reads one photo of many, whose fault is its own: the others go on.
   *
   * @throws BadInputException if it cannot be read, for whatever reason
   */
  default Photo readOneOfMany(Path file) throws BadInputException {
    try {
      return read(file);
    } catch (BadInputException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          "%s: needs more memory than Java has, which is %,d MB; make it smaller, or set CAPTION4J_JAVA_OPTIONS=-Xmx8g"
              .formatted(file, Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  /** Returns what is made of the photos, for the record; empty where they are as they are. */
  default String change() {
    return "";
  }
}
