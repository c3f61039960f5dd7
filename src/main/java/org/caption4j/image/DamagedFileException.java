package org.caption4j.image;

/** A photo's bytes are not what its format asks for; the reader adds which file it was. */
final class DamagedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as the end of a sentence that begins with the file's name
   */
  DamagedFileException(String message) {
    super(message);
  }

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static DamagedFileException truncated(String expected, long at, long length) {
    return new DamagedFileException(
        "is cut short: expected %s at byte %,d but the file has %,d bytes; copy it again"
            .formatted(expected, at, length));
  }
}
