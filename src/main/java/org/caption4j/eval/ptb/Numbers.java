package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isDigit;

/** Numbers, fractions and telephone numbers. */
final class Numbers {
  private Numbers() {}

  static void offer(char[] text, int at, Longest longest) {
    offerNumber(text, at, longest);
    if (isDigit(text[at])) {
      offerFraction(text, at, longest);
    }
    Telephones.offer(text, at, longest);
  }

  private static void offerNumber(char[] text, int at, Longest longest) {
    int start = text[at] == '+' || text[at] == '-' || text[at] == '\u00ad' ? at + 1 : at;
    int end = digitsEnd(text, start);
    if (end > start) {
      longest.offer(Form.WORD, end);
    }
    if (end > start && text[end] == '.' && ",:;".indexOf(text[end + 1]) >= 0) {
      longest.offer(Form.WORD, end + 1, end + 2);
    }
    while (isSeparator(text[end])) {
      int first = text[end + 1] == '\u00ad' ? end + 2 : end + 1;
      int next = digitsEnd(text, first);
      if (next == first) {
        break;
      }
      end = next;
      longest.offer(Form.WORD, end);
    }
  }

  private static int digitsEnd(char[] text, int at) {
    int end = at;
    while (isDigit(text[end]) || (end > at && text[end] == '\u00ad')) {
      end++;
    }
    return end;
  }

  private static boolean isSeparator(char unit) {
    return unit == '.'
        || unit == ','
        || unit == ':'
        || CharacterClass.of(unit) == CharacterClass.SEPARATOR;
  }

  private static void offerFraction(char[] text, int at, Longest longest) {
    int first = end(text, at);
    int whole = first;
    if (first > at && (text[first] == ' ' || text[first] == '-' || text[first] == '\u00a0')) {
      whole = end(text, first + 1);
      if (whole > first + 1) {
        offerPart(text, whole, longest);
      }
    }
    offerPart(text, first, longest);
  }

  private static void offerPart(char[] text, int at, Longest longest) {
    int slash = text[at] == '\\' ? at + 1 : at;
    if (text[slash] == '/' || text[at] == '\u2044') {
      int start = slash + 1;
      int end = end(text, start);
      if (end > start) {
        longest.offer(Form.SPACED, end);
      }
    }
  }

  private static int end(char[] text, int at) {
    int end = at;
    while (end - at < 4 && isDigit(text[end])) {
      end++;
    }
    return end;
  }
}
