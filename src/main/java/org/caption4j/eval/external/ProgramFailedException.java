package org.caption4j.eval.external;

import java.util.List;
import org.caption4j.BadInputException;

/**
 * A program did not do what it was run for. The message is one line as always, and beneath it,
 * indented, the last lines that the program said itself.
 */
public final class ProgramFailedException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final String lastLines;

  /**
   * @param message one line: which program, what it should have done, what it did
   * @param lastLines what it said last, oldest first; may be empty
   */
  ProgramFailedException(String message, List<String> lastLines) {
    super(message + (lastLines.isEmpty() ? "; it gave no reason" : "; it said:"));
    this.lastLines = String.join("", lastLines.stream().map(line -> "\n  " + line).toList());
  }

  @Override
  public String getMessage() {
    return super.getMessage() + lastLines;
  }
}
