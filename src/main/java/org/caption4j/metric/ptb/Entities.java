package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Entities of HTML, those that somebody thought of. */
final class Entities {
  private static final String[] ANY_CASE = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
  private static final String[] DASHES = {"&mdash;", "&ndash;", "&md;"};
  private static final String[] KEPT = {
    "&tl;", "&ht;", "&ur;", "&lr;", "&qc;", "&ql;", "&qr;", "&odq;", "&cdq;"
  };

  private Entities() {}

  private static boolean is(char[] text, int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (at + i >= text.length || text[at + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether an ASCII text stands at {@code at}, in letters of whatever size.
   *
   * @param expected in lower case and ASCII
   */
  static boolean isIgnoringCase(char[] text, int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (at + i >= text.length) {
        return false;
      }
      char unit = text[at + i];
      if (CharacterClass.isCapital(unit)) {
        unit |= ' ';
      }
      if (unit != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the end of an entity that is a letter with an accent, 0 where none is. */
  static int letterEnd(char[] text, int at) {
    if (text[at] != '&') {
      return 0;
    }
    return switch (text[at + 1]) {
      case 'a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U' -> {
        if (isIgnoringCase(text, at + 2, "acute;") || isIgnoringCase(text, at + 2, "grave;")) {
          yield at + 8;
        }
        yield isIgnoringCase(text, at + 2, "uml;") ? at + 6 : 0;
      }
      default -> 0;
    };
  }

  /** At an ampersand. */
  static void offer(char[] text, int at, Longest longest) {
    for (String name : ANY_CASE) {
      if (isIgnoringCase(text, at, name)) {
        longest.offer(Form.ENTITY, at + name.length());
      }
    }
    if (isIgnoringCase(text, at, "&nbsp;")) {
      longest.offer(Form.NONE, at + 6);
    }
    if (is(text, at, "&quot;") && Marks.isAfterOpening(text[at + 6])) {
      longest.offer(Form.OPENING, at + 6, at + 7);
    }
    for (String name : DASHES) {
      if (isIgnoringCase(text, at, name)) {
        longest.offer(Form.DASH, at + name.length());
      }
    }
    for (String name : KEPT) {
      if (isIgnoringCase(text, at, name)) {
        longest.offer(Form.PLAIN, at + name.length());
      }
    }
    offerNumbered(text, at, longest);
  }

  private static void offerNumbered(char[] text, int at, Longest longest) {
    if (text[at + 1] != '#') {
      return;
    }
    int end = at + 2;
    while (isPlainDigit(text[end])) {
      end++;
    }
    if (end > at + 2 && text[end] == ';') {
      longest.offer(Form.PLAIN, end + 1);
    }
  }
}
