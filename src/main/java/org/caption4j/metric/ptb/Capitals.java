package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isCapital;

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
    while (text[end] == '&' || text[end] == '+') {
      int afterSign = capitalsEnd(text, end + 1);
      if (afterSign > end + 1) {
        Words.offerWithStop(text, afterSign, longest);
      }
      int afterEntity =
          Entities.isIgnoringCase(text, end, "&amp;") ? capitalsEnd(text, end + 5) : 0;
      if (afterEntity > end + 5) {
        Words.offerWithStop(text, afterEntity, longest);
        afterSign = afterEntity;
      }
      if (afterSign == end + 1) {
        return;
      }
      end = afterSign;
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
