package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/**
 * Groups of digits that look like a telephone number: an area code in brackets or one or two groups
 * of two to four digits, and then one or two groups of three to five.
 */
final class Telephones {
  private Telephones() {}

  static void offer(char[] text, int at, Longest longest) {
    int end = text[at] == '(' ? afterBracketedCode(text, at + 1) : afterCodes(text, at);
    if (end > 0) {
      longest.offer(Form.SPACED, end);
    }
  }

  private static int afterBracketedCode(char[] text, int at) {
    int close = at + digits(text, at, 3);
    if (close < at + 2 || text[close] != ')') {
      return 0;
    }
    return subscriber(text, isSpace(text[close + 1]) ? close + 2 : close + 1);
  }

  private static int afterCodes(char[] text, int at) {
    int start = at;
    while (start < at + 2 && text[start] == '+') {
      start++;
    }
    int first = codeEnd(text, start);
    if (first == 0) {
      return 0;
    }
    int second = codeEnd(text, first);
    int end = second == 0 ? 0 : subscriber(text, second);
    return Math.max(end, subscriber(text, first));
  }

  /** Two to four digits and what parts them from the next; its end or 0. */
  private static int codeEnd(char[] text, int at) {
    int end = at + digits(text, at, 4);
    return end >= at + 2 && (isSpace(text[end]) || text[end] == '-') ? end + 1 : 0;
  }

  private static int subscriber(char[] text, int at) {
    int run = digits(text, at, 9);
    int end = at + run;
    if (run == 3 || run == 4) {
      if (isSpace(text[end]) || text[end] == '-') {
        int last = digits(text, end + 1, 5);
        return last >= 3 ? end + 1 + last : 0;
      }
      return 0;
    }
    return run >= 6 ? end : 0;
  }

  private static int digits(char[] text, int at, int atMost) {
    int count = 0;
    while (count < atMost && isPlainDigit(text[at + count])) {
      count++;
    }
    return count;
  }

  private static boolean isSpace(char unit) {
    return unit == ' ' || unit == '\u00a0';
  }
}
