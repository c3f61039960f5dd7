package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isLetterOrDigit;
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

  private WebNames() {}

  /** At a letter or a digit of ASCII, or at {@code <}. */
  static void offer(char[] text, int at, Longest longest) {
    offerAddress(text, at, longest);
    offerMail(text, at, longest);
    offerFile(text, at, longest);
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
        longest.offer(Form.SPACED, end);
      }
    }
    offerShortAddress(text, at, longest);
  }

  private static void offerShortAddress(char[] text, int at, Longest longest) {
    int slash = at;
    boolean dot = false;
    while (isAddress(text[slash]) && text[slash] != '/') {
      dot |= text[slash] == '.';
      slash++;
    }
    if (!dot || text[slash] != '/') {
      return;
    }
    boolean www = Entities.isIgnoringCase(text, at, "www.");
    String host = new String(text, at, slash - at).toLowerCase(Locale.ROOT);
    if (www
        || host.endsWith(".com")
        || host.endsWith(".net")
        || host.endsWith(".org")
        || host.endsWith(".edu")) {
      int end = addressEnd(text, slash + 1);
      if (end > slash + 2) {
        longest.offer(Form.PLAIN, end);
      }
    }
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
      case ' ',
          '\t',
          '\n',
          '\r',
          '\f',
          '\u000b',
          '\u2028',
          '\u2029',
          '"',
          '<',
          '>',
          '|',
          '(',
          ')',
          '{',
          '}' ->
          false;
      default -> true;
    };
  }

  private static void offerMail(char[] text, int at, Longest longest) {
    int start = text[at] == '<' ? at + 1 : at;
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
      longest.offer(Form.PLAIN, text[best] == '>' ? best + 1 : best);
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

  private static void offerFile(char[] text, int at, Longest longest) {
    int end = at;
    while (isLetterOrDigit(text[end])) {
      end++;
    }
    while (text[end] == '.') {
      int start = end + 1;
      int next = start;
      while (isLetterOrDigit(text[next])) {
        next++;
      }
      if (next == start) {
        return;
      }
      if (next - start <= 5
          && FILE_TYPES.contains(new String(text, start, next - start).toLowerCase(Locale.ROOT))) {
        longest.offer(Form.PLAIN, next);
      }
      end = next;
    }
  }

  /** At {@code @}. */
  static void offerMention(char[] text, int at, Longest longest) {
    int end = at + 1;
    if (!isLatinLetter(text[end]) && text[end] != '_') {
      return;
    }
    while (isLatinLetter(text[end]) || isPlainDigit(text[end]) || text[end] == '_') {
      end++;
    }
    longest.offer(Form.PLAIN, end);
  }

  /** At {@code #}. */
  static void offerTopic(char[] text, int at, Longest longest) {
    int end = at + 1;
    while (CharacterClass.isWordPart(text[end])) {
      end++;
    }
    if (end > at + 1) {
      longest.offer(Form.PLAIN, end);
    }
  }
}
