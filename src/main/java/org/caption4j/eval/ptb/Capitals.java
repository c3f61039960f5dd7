package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isCapital;

/** Capitals and signs that belong together: {@code AT&T}, {@code US$}, {@code C++}. */
final class Capitals {
  private Capitals() {}

  static void offer(char[] text, int at, Longest longest) {
    switch (text[at]) {
      case 'C', 'c' -> {
        if (text[at + 1] == '+' && text[at + 2] == '+') {
          longest.offer(Form.PLAIN, at + 3);
        }
        offerSharp(text, at, longest);
      }
      case 'F', 'f' -> offerSharp(text, at, longest);
      default -> {}
    }
    int end = capitalsEnd(text, at);
    if (end == at) {
      return;
    }
    if (text[end] == '$') {
      longest.offer(Form.PLAIN, end + 1);
    }
    offerMore(text, end, longest);
  }

  private static void offerMore(char[] text, int at, Longest longest) {
    if (text[at] == '&' || text[at] == '+') {
      offerMoreAfter(text, at + 1, longest);
    }
    if (Entities.isIgnoringCase(text, at, "&amp;")) {
      offerMoreAfter(text, at + 5, longest);
    }
  }

  private static void offerMoreAfter(char[] text, int at, Longest longest) {
    int end = capitalsEnd(text, at);
    if (end > at) {
      Words.offerWithStop(text, end, longest);
      offerMore(text, end, longest);
    }
  }

  private static void offerSharp(char[] text, int at, Longest longest) {
    if (text[at + 1] == '#') {
      longest.offer(Form.PLAIN, at + 2);
    }
  }

  private static int capitalsEnd(char[] text, int at) {
    int end = at;
    while (isCapital(text[end])) {
      end++;
    }
    return end;
  }
}
