package org.caption4j.doctor;

import java.util.Locale;

/**
 * What was found out about one thing that captioning needs.
 *
 * @param subject what was looked at, such as {@code memory}
 * @param level how good that is
 * @param text what was found, in one line
 * @param advice what to do about it; empty where all is well
 */
public record Finding(String subject, Level level, String text, String advice) {
  /** How good it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Captioning works, but something else does not, or it is slow. */
    WARNING,
    /** Captioning is impossible. */
    ERROR;

    /** Returns the name as it is printed. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Level.OK, text, "");
  }

  static Finding warning(String subject, String text, String advice) {
    return new Finding(subject, Level.WARNING, text, advice);
  }

  static Finding error(String subject, String text, String advice) {
    return new Finding(subject, Level.ERROR, text, advice);
  }
}
