package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isPlainDigit;

/** Punctuation, quotes, smileys and tags. */
final class Marks {
  private Marks() {}

  static void offer(char[] text, int at, Longest longest) {
    Smileys.offer(text, at, longest);
    switch (text[at]) {
      case '\'' -> {
        Apostrophes.offerAtApostrophe(text, at, longest);
        if (text[at + 1] == '\'') {
          longest.offer(Form.PLAIN, at + 2);
        }
      }
      case '\u2019', '\u2018', '\u0092' -> Apostrophes.offerAtApostrophe(text, at, longest);
      case '&' -> {
        Entities.offer(text, at, longest);
        Apostrophes.offerAtApostrophe(text, at, longest);
      }
      case '"' -> {
        char next = text[at + 1];
        if (isLatinLetter(next) || isPlainDigit(next) || next == '$') {
          longest.offer(Form.OPENING, at + 1, at + 2);
        }
        longest.offer(Form.CLOSING, at + 1);
      }
      case '.' -> offerDots(text, at, longest);
      case '!', '?' -> {
        int end = at;
        while (text[end] == '!' || text[end] == '?') {
          end++;
        }
        longest.offer(Form.PLAIN, end);
      }
      case '-' -> {
        int end = runEnd(text, at);
        longest.offer(end - at == 3 || end - at == 4 ? Form.DASH : Form.PLAIN, end);
      }
      case '#', '*', '_', '@' -> longest.offer(Form.PLAIN, runEnd(text, at));
      case '\\' -> {
        if (text[at + 1] == '*') {
          longest.offer(Form.PLAIN, at + 2);
        }
      }
      case '<', '>' -> {
        if (text[at + 1] == text[at]) {
          longest.offer(Form.PLAIN, at + 2);
        }
        Tags.offer(text, at, longest);
      }
      default -> {}
    }
    switch (text[at]) {
      case '@' -> WebNames.offerMention(text, at, longest);
      case '#' -> WebNames.offerTopic(text, at, longest);
      default -> {}
    }
    if (isQuote(text[at])) {
      longest.offer(Form.QUOTES, isQuote(text[at + 1]) ? at + 2 : at + 1);
    }
    longest.offer(Form.SYMBOL, at + 1);
  }

  private static int runEnd(char[] text, int at) {
    int end = at + 1;
    while (text[end] == text[at]) {
      end++;
    }
    return end;
  }

  private static void offerDots(char[] text, int at, Longest longest) {
    int end = at;
    while (end < at + 5 && text[end] == '.') {
      end++;
    }
    if (end - at >= 3) {
      longest.offer(Form.ELLIPSIS, end);
    }
    int spaced = at + 1;
    int dots = 1;
    while (dots < 5 && Abbreviations.isSpace(text[spaced]) && text[spaced + 1] == '.') {
      spaced += 2;
      dots++;
      if (dots >= 3) {
        longest.offer(Form.ELLIPSIS, spaced);
      }
    }
  }

  static boolean isQuote(char unit) {
    return switch (unit) {
      case '`',
          '\u0091',
          '\u0092',
          '\u0093',
          '\u0094',
          '\u00ab',
          '\u00bb',
          '\u2018',
          '\u2019',
          '\u201a',
          '\u201b',
          '\u201c',
          '\u201d',
          '\u201e',
          '\u2039',
          '\u203a' ->
          true;
      default -> false;
    };
  }
}
