package org.caption4j.eval.external;

/** What a program said, short enough for a message. */
final class Excerpt {
  private static final int LONGEST = 100;

  private Excerpt() {}

  /** The text in quotes, or its beginning. */
  static String of(String text) {
    return text.length() <= LONGEST
        ? "'" + text + "'"
        : "'" + text.substring(0, LONGEST) + "' and more";
  }
}
