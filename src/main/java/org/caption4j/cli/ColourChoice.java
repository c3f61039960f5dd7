package org.caption4j.cli;

import java.util.Locale;
import java.util.Map;

/** When help and messages are coloured. */
enum ColourChoice {
  AUTO,
  ALWAYS,
  NEVER;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Decides for one stream. A file or a pipe gets colours only where they are asked for: {@code
   * NO_COLOR} and {@code TERM=dumb} rule them out, {@code CLICOLOR_FORCE} asks for them.
   *
   * @param terminal whether the stream is one
   * @param environment variables
   */
  boolean isColoured(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          environment.getOrDefault("NO_COLOR", "").isEmpty()
              && (isForced(environment) || (terminal && !isDumb(environment)));
    };
  }

  private static boolean isForced(Map<String, String> environment) {
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    return !forced.isEmpty() && !forced.equals("0");
  }

  /** Returns whether the terminal, if there is one, only prints characters. */
  static boolean isDumb(Map<String, String> environment) {
    return "dumb".equals(environment.get("TERM"));
  }
}
