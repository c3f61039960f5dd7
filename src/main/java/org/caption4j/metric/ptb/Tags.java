package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Tags of HTML and XML, which are one token with all that is in them. */
final class Tags {
  private Tags() {}

  /** Returns the end of the tag at {@code at}, 0 where none is. */
  static int end(char[] text, int at) {
    if (text[at] != '<') {
      return 0;
    }
    if (text[at + 1] == '!' || text[at + 1] == '?') {
      return instructionEnd(text, at + 2);
    }
    boolean closing = text[at + 1] == '/';
    int end = nameEnd(text, closing ? at + 2 : at + 1);
    if (end == 0) {
      return 0;
    }
    while (text[end] == ' ') {
      int start = spacesEnd(text, end);
      int next = closing ? 0 : attributeEnd(text, start);
      if (next == 0) {
        end = start;
        break;
      }
      end = next;
    }
    if (!closing && text[end] == '/') {
      end = spacesEnd(text, end + 1);
    }
    return text[end] == '>' ? end + 1 : 0;
  }

  /** A comment, a declaration or a processing instruction. */
  private static int instructionEnd(char[] text, int at) {
    if (!isLatinLetter(text[at]) && text[at] != '-') {
      return 0;
    }
    int end = at;
    while (text[end] != '>' && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    return text[end] == '>' && end > at ? end + 1 : 0;
  }

  private static int spacesEnd(char[] text, int at) {
    int end = at;
    while (text[end] == ' ') {
      end++;
    }
    return end;
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
      if (text[end] == '\n' || text[end] == '<' || text[end] == '>') {
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
