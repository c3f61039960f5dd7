package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isLetterOrDigit;
import static org.caption4j.eval.ptb.CharacterClass.isWordPart;

import java.util.Set;

/** Words and compounds of them. */
final class Words {
  private static final Set<String> TWO_WORDS =
      Set.of("cannot", "gonna", "gotta", "lemme", "gimme", "wanna");

  private Words() {}

  static void offer(char[] text, int at, Longest longest) {
    int end = wordEnd(text, at);
    if (end > at) {
      offerWord(text, at, end, longest);
    } else {
      while (isLetterOrDigit(text[end])) {
        end++;
      }
      longest.offer(Form.WORD, end);
    }
    offerHyphenated(text, at, longest);
    offerSlashed(text, at, longest);
    offerUnderscored(text, at, longest);
    Ampersands.offer(text, at, longest);
  }

  private static void offerWord(char[] text, int at, int end, Longest longest) {
    if (end - at >= 5 && end - at <= 6 && isTwoWords(text, at, end)) {
      longest.offer(Form.TWO_WORDS, end);
    }
    longest.offer(Form.WORD, end);
    int contraction = Apostrophes.clitic(text, end);
    if (contraction > 0) {
      longest.offer(Form.WORD, end, contraction);
    }
    int negation = Apostrophes.negation(text, at, end);
    if (negation > 0) {
      longest.offer(Form.WORD, end - 1, negation);
    }
    offerDotted(text, at, end, longest);
  }

  /** Words that a full stop, a question or an exclamation mark joins: {@code flickr.com}. */
  private static void offerDotted(char[] text, int at, int end, Longest longest) {
    int joined = end;
    while (text[joined] == '.' || text[joined] == '!' || text[joined] == '?') {
      int next = wordEnd(text, joined + 1);
      if (next == joined + 1) {
        break;
      }
      joined = next;
    }
    if (joined > end) {
      longest.offer(Form.WORD, joined);
    }
  }

  private static void offerHyphenated(char[] text, int at, Longest longest) {
    if (!isLetterOrDigit(text[at])) {
      return;
    }
    int end = at;
    int afterPrefix = Apostrophes.elidedPrefix(text, at);
    if (afterPrefix > 0) {
      end = afterPrefix;
    }
    while (isCompoundPart(text[end]) || text[end] == '.' || text[end] == ',') {
      end++;
    }
    int joined = 0;
    while (isHyphen(text[end])) {
      int start = end + 1;
      int prefix = Apostrophes.elidedPrefix(text, start);
      int next = prefix > 0 ? prefix : start;
      while (isCompoundPart(text[next])) {
        next++;
      }
      if (next == start) {
        break;
      }
      end = next;
      joined = next;
    }
    if (joined > 0) {
      longest.offer(Form.WORD, joined);
    }
  }

  private static boolean isCompoundPart(char unit) {
    return isLetterOrDigit(unit) || unit == '\u00ad';
  }

  private static boolean isHyphen(char unit) {
    return unit == '-' || CharacterClass.of(unit) == CharacterClass.HYPHEN;
  }

  private static void offerSlashed(char[] text, int at, Longest longest) {
    int end = at;
    int parts = 0;
    while (true) {
      int next = slashedPartEnd(text, end);
      if (next == end) {
        return;
      }
      end = next;
      if (++parts > 1) {
        longest.offer(Form.WORD, end);
      }
      if (parts == 3) {
        return;
      }
      int slash = text[end] == '\\' ? end + 1 : end;
      if (text[slash] != '/') {
        return;
      }
      end = slash + 1;
    }
  }

  private static int slashedPartEnd(char[] text, int at) {
    int end = at;
    while (isPlain(text[end]) || (text[end] == '-' && end > at && isPlain(text[end + 1]))) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(char unit) {
    return isLatinLetter(unit) || CharacterClass.isPlainDigit(unit);
  }

  private static void offerUnderscored(char[] text, int at, Longest longest) {
    int end = at;
    while (isLetterOrDigit(text[end])) {
      end++;
    }
    int joined = 0;
    while ((text[end] == '_' || text[end] == '-') && isLetterOrDigit(text[end + 1])) {
      end++;
      while (isLetterOrDigit(text[end])) {
        end++;
      }
      joined = end;
    }
    if (joined > 0) {
      longest.offer(Form.WORD, joined);
    }
  }

  /** Returns where the word that starts at {@code at} ends, {@code at} where none starts. */
  static int wordEnd(char[] text, int at) {
    int end = at;
    while (true) {
      if (isWordPart(text[end]) || (end > at && CharacterClass.isDigit(text[end]))) {
        end++;
      } else if (text[end] == '&') {
        int entity = Entities.letterEnd(text, end);
        if (entity < 0) {
          return end;
        }
        end = entity;
      } else {
        return end;
      }
    }
  }

  private static boolean isTwoWords(char[] text, int at, int end) {
    return switch (text[at] | ' ') {
      case 'c', 'g', 'l', 'w' ->
          TWO_WORDS.contains(new String(text, at, end - at).toLowerCase(java.util.Locale.ROOT));
      default -> false;
    };
  }

  /** How many characters the first of the two tokens has. */
  static int firstOfTwo(char[] text, int at) {
    // can|not, gon|na, got|ta, lem|me, gim|me, wan|na
    return 3 + 0 * text[at];
  }
}
