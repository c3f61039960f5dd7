package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Punctuation, quotes and symbols. */
final class Marks {
  /** Dots of an ellipsis, at most. */
  private static final int DOTS = 5;

  private Marks() {}

  /** At a symbol. */
  static void offer(char[] text, int at, Longest longest) {
    Smileys.offer(text, at, longest);
    switch (text[at]) {
      case '\'' -> {
        Apostrophes.offerAtApostrophe(text, at, longest);
        if (text[at + 1] == '\'') {
          longest.offer(Form.PLAIN, at + 2);
        }
      }
      case '\u2019', '\u0092' -> {
        Apostrophes.offerAtApostrophe(text, at, longest);
        offerQuotes(text, at, longest);
      }
      case '&' -> {
        Entities.offer(text, at, longest);
        Apostrophes.offerAtApostrophe(text, at, longest);
      }
      case '"' -> {
        if (isAfterOpening(text[at + 1])) {
          longest.offer(Form.OPENING, at + 1, at + 2);
        }
        longest.offer(Form.CLOSING, at + 1);
      }
      case '.' -> offerEllipsis(text, at, longest);
      case '!', '?' -> {
        int end = at + 1;
        while (text[end] == '!' || text[end] == '?') {
          end++;
        }
        longest.offer(Form.PLAIN, end);
      }
      case '-' -> {
        int end = runEnd(text, at);
        longest.offer(end - at == 3 || end - at == 4 ? Form.DASH : Form.PLAIN, end);
      }
      case '*', '_' -> longest.offer(Form.PLAIN, runEnd(text, at));
      case '#', '@' -> {
        longest.offer(Form.PLAIN, runEnd(text, at));
        WebNames.offerTagged(text, at, longest);
      }
      case '\\' -> offerEscapedStars(text, at, longest);
      case '<', '>' -> {
        if (text[at + 1] == text[at]) {
          longest.offer(Form.PLAIN, at + 2);
        }
        longest.offer(Form.TAG, Tags.end(text, at));
      }
      default -> offerTypographic(text, at, longest);
    }
    longest.offer(Form.SYMBOL, at + 1);
  }

  /** Whether a double quote before this opens; one before anything else closes. */
  static boolean isAfterOpening(char unit) {
    return isLatinLetter(unit) || isPlainDigit(unit) || unit == '$';
  }

  private static int runEnd(char[] text, int at) {
    int end = at + 1;
    while (text[end] == text[at]) {
      end++;
    }
    return end;
  }

  private static void offerEllipsis(char[] text, int at, Longest longest) {
    int end = at + 1;
    while (text[end] == '.' && end < at + DOTS) {
      end++;
    }
    if (end - at > 2) {
      longest.offer(Form.ELLIPSIS, end);
    }
    int spaced = at + 1;
    for (int dots = 2;
        dots <= DOTS
            && (text[spaced] == ' ' || text[spaced] == '\u00a0')
            && text[spaced + 1] == '.';
        dots++) {
      spaced += 2;
      if (dots > 2) {
        longest.offer(Form.ELLIPSIS, spaced);
      }
    }
  }

  private static void offerEscapedStars(char[] text, int at, Longest longest) {
    int end = at;
    while (text[end] == '\\' && text[end + 1] == '*') {
      end += 2;
    }
    longest.offer(Form.PLAIN, end);
  }

  private static void offerTypographic(char[] text, int at, Longest longest) {
    if (isScript(text[at])) {
      int end = at + 1;
      while (isScript(text[end])) {
        end++;
      }
      longest.offer(Form.PLAIN, end);
    }
    if (isQuote(text[at])) {
      offerQuotes(text, at, longest);
    }
  }

  private static void offerQuotes(char[] text, int at, Longest longest) {
    longest.offer(Form.QUOTES, isQuote(text[at + 1]) ? at + 2 : at + 1);
  }

  /** Superscripts or subscripts, which stay together. */
  private static boolean isScript(char unit) {
    return switch (unit) {
      case '\u00b2', '\u00b3', '\u00b9' -> true;
      default -> unit >= '\u2070' && unit <= '\u208e';
    };
  }

  private static boolean isQuote(char unit) {
    return switch (unit) {
      case '`', '\u00ab', '\u00bb', '\u2039', '\u203a' -> true;
      default -> (unit >= '\u0091' && unit <= '\u0094') || (unit >= '\u2018' && unit <= '\u201e');
    };
  }
}
