package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isDigit;

/** Numbers, fractions and telephone numbers. */
final class Numbers {
  private Numbers() {}

  static void offer(char[] text, int at, Longest longest) {
    offerNumber(text, at, longest);
    if (isDigit(text[at])) {
      offerFraction(text, at, longest);
      offerDate(text, at, longest);
    }
    Telephones.offer(text, at, longest);
  }

  private static void offerNumber(char[] text, int at, Longest longest) {
    int sign = text[at] == '+' || text[at] == '-' ? at + 1 : at;
    int start = text[sign] == '\u00ad' ? sign + 1 : sign;
    int end = digitsEnd(text, start);
    if (end > start) {
      longest.offer(Form.WORD, end);
    } else {
      end = sign;
    }
    while (isSeparator(text[end])) {
      int next = digitsEnd(text, end + 1);
      if (next == end + 1) {
        break;
      }
      end = next;
      longest.offer(Form.WORD, end);
    }
  }

  private static int digitsEnd(char[] text, int at) {
    int end = at;
    while (isDigit(text[end]) || (end > at && text[end] == '\u00ad' && isDigit(text[end + 1]))) {
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

  /** Day, month and year, with hyphens or slashes. */
  private static void offerDate(char[] text, int at, Longest longest) {
    int month = upTo(2, text, at);
    if (month == at || (text[month] != '-' && text[month] != '/')) {
      return;
    }
    int year = upTo(2, text, month + 1);
    if (year == month + 1 || (text[year] != '-' && text[year] != '/')) {
      return;
    }
    int end = upTo(4, text, year + 1);
    if (end > year + 2) {
      longest.offer(Form.PLAIN, end);
    }
  }

  private static void offerFraction(char[] text, int at, Longest longest) {
    int first = upTo(4, text, at);
    int whole = first;
    if (first > at && (text[first] == ' ' || text[first] == '-' || text[first] == '\u00a0')) {
      whole = upTo(4, text, first + 1);
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
      int end = upTo(4, text, start);
      if (end > start) {
        longest.offer(Form.SPACED, end);
      }
    }
  }

  private static int upTo(int most, char[] text, int at) {
    int end = at;
    while (end - at < most && isDigit(text[end])) {
      end++;
    }
    return end;
  }
}
