package org.caption4j.eval.ptb;

/** Dollars of a country: {@code US$}, {@code A$}. */
final class Currencies {
  private Currencies() {}

  static void offer(char[] text, int at, Longest longest) {
    int end = at;
    while (CharacterClass.isCapital(text[end])) {
      end++;
    }
    if (end > at && text[end] == '$') {
      longest.offer(Form.PLAIN, end + 1);
    }
  }
}
