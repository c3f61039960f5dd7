package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isPlainDigit;

/** Tags of HTML and XML, which are one token with all that is in them. */
final class Tags {
  private Tags() {}

  static void offer(char[] text, int at, Longest longest) {
    if (text[at] != '<') {
      return;
    }
    if (text[at + 1] == '!' || text[at + 1] == '?') {
      int end = at + 2;
      while (text[end] != '\n' && text[end] != '>') {
        end++;
      }
      if (text[end] == '>' && end > at + 2) {
        longest.offer(Form.SPACED, end + 1);
      }
      return;
    }
    boolean closing = text[at + 1] == '/';
    int end = nameEnd(text, closing ? at + 2 : at + 1);
    if (end == 0) {
      return;
    }
    while (!closing && text[end] == ' ') {
      int name = end;
      while (text[name] == ' ') {
        name++;
      }
      int next = attributeEnd(text, name);
      if (next == 0) {
        end = name;
        break;
      }
      end = next;
    }
    if (!closing && text[end] == '/') {
      end++;
    }
    if (text[end] == '>') {
      longest.offer(Form.SPACED, end + 1);
    }
  }

  private static int attributeEnd(char[] text, int at) {
    int end = nameEnd(text, at);
    if (end == 0 || text[end] != '=') {
      return end;
    }
    char quote = text[end + 1];
    if (quote != '"' && quote != '\'') {
      return 0;
    }
    end += 2;
    while (text[end] != quote) {
      if (text[end] == '\n') {
        return 0;
      }
      end++;
    }
    return end + 1;
  }

  private static int nameEnd(char[] text, int at) {
    if (!isLatinLetter(text[at])) {
      return 0;
    }
    int end = at;
    while (isLatinLetter(text[end])
        || isPlainDigit(text[end])
        || text[end] == '-'
        || text[end] == '_'
        || text[end] == ':'
        || text[end] == '.') {
      end++;
    }
    return end;
  }
}
