package org.caption4j.cli;

import java.io.Writer;
import java.util.function.Consumer;

/** Gathers characters to lines, so that several may be written at once and none is torn. */
final class LineWriter extends Writer {
  private final StringBuilder begun = new StringBuilder();
  private Consumer<String> lines = line -> {};

  /**
   * @param taker takes each line without its end
   */
  void to(Consumer<String> taker) {
    lines = taker;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    synchronized (lock) {
      for (int k = from; k < from + length; k++) {
        if (characters[k] == '\n') {
          end();
        } else {
          begun.append(characters[k]);
        }
      }
    }
  }

  private void end() {
    int length = begun.length();
    boolean carriage = length > 0 && begun.charAt(length - 1) == '\r';
    String line = begun.substring(0, carriage ? length - 1 : length);
    begun.setLength(0);
    lines.accept(line);
  }

  /** A line that has no end yet stays. */
  @Override
  public void flush() {}

  /** Ends the line that was begun, if any. */
  @Override
  public void close() {
    synchronized (lock) {
      if (begun.length() > 0) {
        end();
      }
    }
  }
}
