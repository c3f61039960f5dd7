package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Faces: {@code :-)} and {@code ^_^}. */
final class Smileys {
  private Smileys() {}

  static void offer(char[] text, int at, Longest longest) {
    if (text[at + 1] == '_' && isFlatEye(text[at]) && isFlatEye(text[at + 2])) {
      longest.offer(Form.SPACED, at + 3);
    }
    if (text[at] == '(' && isFlatEye(text[at + 1])) {
      offerClosed(text, at + 2, longest);
      switch (text[at + 2]) {
        case '_', '.' -> offerClosed(text, at + 3, longest);
        case '-' -> {
          if (text[at + 1] != '-' && text[at + 3] != '-') {
            offerClosed(text, at + 3, longest);
          }
        }
        default -> {}
      }
    }
    int eyes = text[at] == '<' || text[at] == '>' ? at + 1 : at;
    if (text[eyes] != ':' && text[eyes] != ';' && text[eyes] != '=') {
      return;
    }
    offerMouth(text, eyes + 1, longest);
    switch (text[eyes + 1]) {
      case '-', 'o', '*', '\'' -> offerMouth(text, eyes + 2, longest);
      default -> {}
    }
  }

  private static void offerClosed(char[] text, int eye, Longest longest) {
    if (isFlatEye(text[eye]) && text[eye + 1] == ')') {
      longest.offer(Form.SPACED, eye + 2);
    }
  }

  private static void offerMouth(char[] text, int at, Longest longest) {
    switch (text[at]) {
      case '(', ')', '[', ']', '{', '|', '@', '\\', 'D', 'O', 'P', 'd', 'p' -> {
        if (!isLatinLetter(text[at + 1]) && !isPlainDigit(text[at + 1])) {
          longest.offer(Form.SPACED, at + 1, at + 2);
        }
      }
      default -> {}
    }
  }

  private static boolean isFlatEye(char unit) {
    return switch (unit) {
      case '-', '^', 'x', '=', '~', '<', '>', '\'' -> true;
      default -> false;
    };
  }
}
