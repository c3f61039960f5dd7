package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isLetterOrDigit;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Letters and digits in one word, and words that hyphens, slashes and underscores join. */
final class Compounds {
  private Compounds() {}

  /** At a letter or a digit. */
  static void offer(char[] text, int at, Longest longest) {
    Words.offerWithStop(text, lettersAndDigitsEnd(text, at), longest);
    offerJoined(text, at, longest);
    offerHyphenated(text, at, longest);
    offerSlashed(text, at, longest);
  }

  /** Hyphens or underscores between parts of any script: {@code user_name}, {@code jet-d'eau}. */
  private static void offerJoined(char[] text, int at, Longest longest) {
    int end = partEnd(text, at);
    boolean joined = false;
    while (text[end] == '_' || isHyphen(text[end])) {
      int next = partEnd(text, end + 1);
      if (next == end + 1) {
        break;
      }
      end = next;
      joined = true;
    }
    if (joined) {
      Words.offerWithStop(text, end, longest);
    }
  }

  private static boolean isHyphen(char unit) {
    return unit == '-' || CharacterClass.of(unit) == CharacterClass.HYPHEN;
  }

  private static int partEnd(char[] text, int at) {
    int elision = Apostrophes.elisionEnd(text, at);
    return lettersAndDigitsEnd(text, elision > 0 ? elision : at);
  }

  private static int lettersAndDigitsEnd(char[] text, int at) {
    int end = at;
    while (isLetterOrDigit(text[end])) {
      end++;
    }
    return end;
  }

  /** Hyphens between parts of ASCII, initials among them: {@code non-U.S.}, {@code 1,000-seat}. */
  private static void offerHyphenated(char[] text, int at, Longest longest) {
    if (!isPlain(text[at])) {
      return;
    }
    int end = at;
    while (isHyphenatedPart(text[end]) || text[end] == '.' || text[end] == ',') {
      end++;
    }
    while (text[end] == '-') {
      int start = end + 1;
      int initials = Abbreviations.initialsEnd(text, start);
      if (initials > start + 2) {
        end = initials;
        longest.offer(Form.WORD, end);
        continue;
      }
      end = start;
      while (isHyphenatedPart(text[end])) {
        end++;
      }
      if (end == start) {
        return;
      }
      Words.offerWithStop(text, end, longest);
    }
  }

  private static boolean isHyphenatedPart(char unit) {
    return isPlain(unit) || unit == '\u00ad';
  }

  private static boolean isPlain(char unit) {
    return isLatinLetter(unit) || isPlainDigit(unit);
  }

  /** Two or three parts with slashes between them: {@code and/or}. */
  private static void offerSlashed(char[] text, int at, Longest longest) {
    int end = slashedPartEnd(text, at);
    for (int i = 0; i < 2; i++) {
      int slash = text[end] == '\\' ? end + 1 : end;
      if (text[slash] != '/') {
        return;
      }
      int next = slashedPartEnd(text, slash + 1);
      if (next == slash + 1 || end == at) {
        return;
      }
      end = next;
      longest.offer(Form.WORD, end);
    }
  }

  /** Letters and digits, and then up to two parts of letters after hyphens. */
  private static int slashedPartEnd(char[] text, int at) {
    int end = at;
    while (isPlain(text[end])) {
      end++;
    }
    for (int i = 0; i < 2 && end > at && text[end] == '-' && isLatinLetter(text[end + 1]); i++) {
      end++;
      while (isLatinLetter(text[end])) {
        end++;
      }
    }
    return end;
  }
}
