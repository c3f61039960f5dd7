package org.caption4j.image;

/** A photo's bytes are not what its format asks for; whoever opened the file adds which it was. */
public final class DamagedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as the end of a sentence that begins with the file's name
   */
  public DamagedFileException(String message) {
    super(message);
  }

  /**
   * @param message as for the other
   * @param cause what the library underneath said; kept for logs, not shown
   */
  public DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The file has {@code length} bytes, and {@code expected} does not fit in at {@code at}. */
  static DamagedFileException truncated(String expected, long at, long length) {
    return new DamagedFileException(
        "is cut short: expected %s at byte %,d but the file has %,d bytes; copy it again"
            .formatted(expected, at, length));
  }
}
