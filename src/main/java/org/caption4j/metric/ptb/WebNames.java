package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

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

  private final char[] text;

  // from no place before these does a mail address or a host begin: long runs are read once
  private int maillessEnd;
  private int hostlessEnd;

  WebNames(char[] text) {
    this.text = text;
  }

  /** At a letter or a digit of ASCII, or at {@code <}. */
  void offer(int at, Longest longest) {
    offerAddress(text, at, longest);
    offerMail(at, longest);
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
  void offerHost(int at, Longest longest) {
    if (Entities.isIgnoringCase(text, at, "www.")) {
      offerLabels(text, at + 4, true, longest);
    }
    if (at >= hostlessEnd && isShortHost(text[at]) && !offerLabels(text, at, false, longest)) {
      hostlessEnd = labelEnd(text, at, false);
    }
  }

  private static boolean offerLabels(char[] text, int at, boolean www, Longest longest) {
    int end = at;
    boolean found = false;
    while (true) {
      int label = labelEnd(text, end, www);
      if (label == end || text[label] != '.') {
        return found;
      }
      end = label + 1;
      int last = domainEnd(text, end, www);
      if (last > 0) {
        found = true;
        longest.offer(Form.PLAIN, last);
        int path = text[last] == '/' ? pathEnd(text, last + 1) : 0;
        if (path > last + 2) {
          longest.offer(Form.PLAIN, path);
        }
      }
    }
  }

  private static int labelEnd(char[] text, int at, boolean www) {
    int end = at;
    while (www ? isHost(text[end]) : isShortHost(text[end])) {
      end++;
    }
    return end;
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

  private void offerMail(int at, Longest longest) {
    int start = text[at] == '<' ? at + 1 : Entities.isIgnoringCase(text, at, "&lt;") ? at + 4 : at;
    if (start < maillessEnd || !(isLatinLetter(text[start]) || isPlainDigit(text[start]))) {
      return;
    }
    int run = start + 1;
    while (isMail(text[run])) {
      run++;
    }
    for (int sign = run - 1; sign > start; sign--) {
      int end = text[sign] == '@' ? mailHostEnd(text, sign + 1) : 0;
      if (end > 0) {
        int closed = Entities.isIgnoringCase(text, end, "&gt;") ? end + 4 : end;
        longest.offer(Form.PLAIN, text[end] == '>' ? end + 1 : closed);
        return;
      }
    }
    maillessEnd = run;
  }

  private static boolean isMail(char unit) {
    return isAddress(unit) && unit != '\u00a0';
  }

  private static int mailHostEnd(char[] text, int at) {
    int end = at;
    int last = 0;
    while (isMail(text[end])) {
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
