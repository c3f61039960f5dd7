package org.caption4j;

import java.io.IOException;

/**
 * Something given from outside (a photo, a captions file, a weights file, a model) is not what it
 * should be.
 *
 * <p>The message is meant for the person who gave it and is shown as it stands, without a stack
 * trace. It is one line that says what is wrong and where, what was expected and what was found,
 * and, where that helps, what to do. Control characters in it, as a file's name may have them, are
 * escaped.
 */
public class BadInputException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: where, what, expected, found, what to do
   */
  public BadInputException(String message) {
    super(Printable.of(message));
  }

  /**
   * @param message one line: where, what, expected, found, what to do
   * @param cause what the library underneath said; kept for logs, not shown
   */
  public BadInputException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
