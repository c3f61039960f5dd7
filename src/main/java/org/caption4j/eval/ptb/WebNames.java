package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isPlainDigit;

import java.util.Locale;
import java.util.Set;

/** Addresses, mail addresses, names and topics of social networks, names of files. */
final class WebNames {
  private static final Set<String> FILE_TYPES =
      Set.of(
          ("bat bmp c class cgi cpp dll doc docx exe gif gz h htm html jar java jpeg jpg mov mp3 pdf"
                  + " php pl png ppt ps py sql tar txt wav x xml zip")
              .split(" "));

  private static final int LONGEST_FILE_TYPE = 5;

  private WebNames() {}

  /** At a letter or a digit of ASCII, or at {@code <}. */
  static void offer(char[] text, int at, Longest longest) {
    offerAddress(text, at, longest);
    offerMail(text, at, longest);
  }

  private static void offerAddress(char[] text, int at, Longest longest) {
    int start = 0;
    if (Entities.isIgnoringCase(text, at, "http://")) {
      start = at + 7;
    } else if (Entities.isIgnoringCase(text, at, "https://")) {
      start = at + 8;
    }
    if (start > 0) {
      int end = addressEnd(text, start);
      if (end > start + 1) {
        longest.offer(Form.PLAIN, end);
      }
    }
  }

  /** At a character that may begin the name of a host. */
  static void offerHost(char[] text, int at, Longest longest) {
    if (Entities.isIgnoringCase(text, at, "www.")) {
      offerLabels(text, at + 4, true, longest);
    }
    if (isShortHost(text[at])) {
      offerLabels(text, at, false, longest);
    }
  }

  private static void offerLabels(char[] text, int at, boolean www, Longest longest) {
    int end = at;
    while (true) {
      int start = end;
      while (www ? isHost(text[end]) : isShortHost(text[end])) {
        end++;
      }
      if (end == start || text[end] != '.') {
        return;
      }
      end++;
      int last = domainEnd(text, end, www);
      if (last > 0) {
        longest.offer(Form.PLAIN, last);
        if (text[last] == '/') {
          int path = pathEnd(text, last + 1);
          if (path > last + 2) {
            longest.offer(Form.PLAIN, path);
          }
        }
      }
    }
  }

  private static int domainEnd(char[] text, int at, boolean any) {
    if (any) {
      int end = at;
      while (end < at + 4 && isLatinLetter(text[end])) {
        end++;
      }
      return end >= at + 2 ? end : 0;
    }
    return switch (text[at] | ' ') {
      case 'c' -> Entities.isIgnoringCase(text, at, "com") ? at + 3 : 0;
      case 'n' -> Entities.isIgnoringCase(text, at, "net") ? at + 3 : 0;
      case 'o' -> Entities.isIgnoringCase(text, at, "org") ? at + 3 : 0;
      case 'e' -> Entities.isIgnoringCase(text, at, "edu") ? at + 3 : 0;
      default -> 0;
    };
  }

  private static int pathEnd(char[] text, int at) {
    int end = at;
    int last = at;
    while (isAddress(text[end]) || text[end] == '{' || text[end] == '}') {
      end++;
      if (".!?,-{}".indexOf(text[end - 1]) < 0) {
        last = end;
      }
    }
    return last;
  }

  private static boolean isHost(char unit) {
    return isAddress(unit) && ".!?,".indexOf(unit) < 0;
  }

  /** No digits and no capitals, the tokenizer that is followed being as it is. */
  static boolean isShortHost(char unit) {
    return isHost(unit) && (unit < ',' || unit > '_') && "$'`".indexOf(unit) < 0;
  }

  /** Returns the end of what may stand in an address and may end it. */
  private static int addressEnd(char[] text, int at) {
    int end = at;
    int last = at;
    while (isAddress(text[end])) {
      end++;
      if (".!?,-".indexOf(text[end - 1]) < 0) {
        last = end;
      }
    }
    return last;
  }

  private static boolean isAddress(char unit) {
    return switch (unit) {
      case ' ', '\t', '\n', '\r', '\f', '"', '<', '>', '|', '(', ')', '{', '}' -> false;
      default -> true;
    };
  }

  static void offerMail(char[] text, int at, Longest longest) {
    int start = text[at] == '<' ? at + 1 : Entities.isIgnoringCase(text, at, "&lt;") ? at + 4 : at;
    if (!isLatinLetter(text[start]) && !isPlainDigit(text[start])) {
      return;
    }
    int end = start + 1;
    int best = 0;
    while (isAddress(text[end]) && text[end] != '\u00a0') {
      if (text[end] == '@') {
        best = Math.max(best, hostEnd(text, end + 1));
      }
      end++;
    }
    if (best > 0) {
      longest.offer(
          Form.PLAIN,
          text[best] == '>'
              ? best + 1
              : Entities.isIgnoringCase(text, best, "&gt;") ? best + 4 : best);
    }
  }

  private static int hostEnd(char[] text, int at) {
    int end = at;
    int last = 0;
    while (isAddress(text[end]) && text[end] != '\u00a0') {
      if (text[end] == '.' && (end == at || text[end - 1] == '.')) {
        break;
      }
      end++;
      if (text[end - 1] != '.') {
        last = end;
      }
    }
    return last;
  }

  /** At a letter or a digit: a name with an ending that files have. */
  static void offerFile(char[] text, int at, Longest longest) {
    int end = filePartEnd(text, at);
    while (end > at && text[end] == '.') {
      int start = end + 1;
      end = filePartEnd(text, start);
      if (end == start) {
        return;
      }
      if (end - start <= LONGEST_FILE_TYPE
          && isFileEnd(text[end])
          && FILE_TYPES.contains(new String(text, start, end - start).toLowerCase(Locale.ROOT))) {
        boolean pair = text[end] == '\r' && text[end + 1] == '\n';
        longest.offer(Form.PLAIN, end, pair ? end + 2 : end + 1);
      }
    }
  }

  private static int filePartEnd(char[] text, int at) {
    int end = at;
    while (true) {
      int entity = Entities.letterEnd(text, end);
      if (entity > 0) {
        end = entity;
      } else if (CharacterClass.isWordPart(text[end]) || CharacterClass.isDigit(text[end])) {
        end++;
      } else {
        return end;
      }
    }
  }

  private static boolean isFileEnd(char unit) {
    return Abbreviations.isSpace(unit) || ".!?,".indexOf(unit) >= 0;
  }

  /** At {@code @} or {@code #}: a name or a topic of a social network. */
  static void offerTagged(char[] text, int at, Longest longest) {
    int end = text[at] == '@' ? nameEnd(text, at + 1) : topicEnd(text, at + 1);
    if (end > at + 1) {
      longest.offer(Form.PLAIN, end);
    }
  }

  private static int nameEnd(char[] text, int at) {
    int end = at;
    while (isLatinLetter(text[end]) || text[end] == '_' || (end > at && isPlainDigit(text[end]))) {
      end++;
    }
    return end;
  }

  private static int topicEnd(char[] text, int at) {
    int end = at;
    while (true) {
      int entity = Entities.letterEnd(text, end);
      if (entity > 0) {
        end = entity;
      } else if (CharacterClass.isWordPart(text[end])) {
        end++;
      } else {
        return end;
      }
    }
  }
}
