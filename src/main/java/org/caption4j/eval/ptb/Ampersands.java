package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isCapital;

/** Capitals joined by an ampersand or a plus, and names of programming languages. */
final class Ampersands {
  private Ampersands() {}

  static void offer(char[] text, int at, Longest longest) {
    int end = at;
    while (isCapital(text[end])) {
      end++;
    }
    while (end > at) {
      int next = end;
      if (text[end] == '+') {
        next = end + 1;
      } else if (text[end] == '&') {
        next = Entities.is(text, end, "&amp;") ? end + 5 : end + 1;
      }
      int start = next;
      while (isCapital(text[next])) {
        next++;
      }
      if (next == start || next == end) {
        break;
      }
      end = next;
      longest.offer(Form.WORD, end);
    }
    if (text[at] == 'C' || text[at] == 'c') {
      if (text[at + 1] == '+' && text[at + 2] == '+') {
        longest.offer(Form.PLAIN, at + 3);
      }
    }
    if (text[at + 1] == '#'
        && (text[at] | ' ') >= 'a'
        && ((text[at] | ' ') == 'c' || (text[at] | ' ') == 'f')) {
      longest.offer(Form.PLAIN, at + 2);
    }
  }
}
