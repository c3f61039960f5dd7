package org.caption4j.eval.ptb;

/** Entities of HTML. */
final class Entities {
  private Entities() {}

  static boolean is(char[] text, int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (at + i >= text.length || text[at + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean isIgnoringCase(char[] text, int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (at + i >= text.length || Character.toLowerCase(text[at + i]) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the end of an entity that is a letter with an accent, -1 where none is. */
  static int letterEnd(char[] text, int at) {
    if ("aeiouAEIOU".indexOf(text[at + 1]) < 0) {
      return -1;
    }
    if (is(text, at + 2, "acute;") || is(text, at + 2, "grave;")) {
      return at + 8;
    }
    return is(text, at + 2, "uml;") ? at + 6 : -1;
  }

  static void offer(char[] text, int at, Longest longest) {
    for (String name : new String[] {"&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;", "&apos;"}) {
      if (isIgnoringCase(text, at, name)) {
        longest.offer(name.equals("&nbsp;") ? Form.NONE : Form.SYMBOL, at + name.length());
      }
    }
    for (String name : new String[] {"&mdash;", "&ndash;", "&MD;"}) {
      if (is(text, at, name)) {
        longest.offer(Form.DASH, at + name.length());
      }
    }
    for (String name :
        new String[] {
          "&TL;", "&HT;", "&UR;", "&LR;", "&QC;", "&QL;", "&QR;", "&odq;", "&cdq;", "&tl;", "&ht;",
          "&ur;", "&lr;"
        }) {
      if (is(text, at, name)) {
        longest.offer(Form.PLAIN, at + name.length());
      }
    }
    if (text[at + 1] == '#') {
      int end = at + 2;
      while (CharacterClass.isPlainDigit(text[end])) {
        end++;
      }
      if (end > at + 2 && text[end] == ';') {
        longest.offer(Form.PLAIN, end + 1);
      }
    }
  }
}
