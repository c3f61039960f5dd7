package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isWordPart;

/** Words of letters, and words that marks join. */
final class Words {
  /** Words that are two tokens, the first of three letters. */
  private static final String[] TWO = {"cannot", "gimme", "gonna", "gotta", "lemme", "wanna"};

  private Words() {}

  /** Returns where the word that starts at {@code at} ends, {@code at} where none starts. */
  static int end(char[] text, int at) {
    int end = at;
    while (true) {
      if (isWordPart(text[end]) || (end > at && CharacterClass.isDigit(text[end]))) {
        end++;
      } else {
        int entity = Entities.letterEnd(text, end);
        if (entity == 0) {
          return end;
        }
        end = entity;
      }
    }
  }

  /** Offers the word that {@link #end} found, and what else begins with it. */
  static void offer(char[] text, int at, int end, Longest longest) {
    if (isTwo(text, at, end)) {
      longest.offer(Form.TWO_WORDS, end);
    }
    offerStem(text, end, longest);
    int negation = Apostrophes.negationEnd(text, at, end);
    if (negation > 0) {
      longest.offer(Form.WORD, end - 1, negation);
    }
    offerDotted(text, end, longest);
  }

  /** Words that a full stop, a question or an exclamation mark joins: {@code end.The}. */
  private static void offerDotted(char[] text, int at, Longest longest) {
    int end = at;
    while (text[end] == '.' || text[end] == '!' || text[end] == '?') {
      int next = end(text, end + 1);
      if (next == end + 1) {
        break;
      }
      end = next;
    }
    if (end > at) {
      offerStem(text, end, longest);
    }
  }

  private static void offerStem(char[] text, int end, Longest longest) {
    offerWithStop(text, end, longest);
    int contraction = Apostrophes.contractionEnd(text, end);
    if (contraction > 0) {
      longest.offer(Form.WORD, end, contraction);
    }
  }

  /** Offers a word; with its full stop where a comma, a colon or a semicolon follows. */
  static void offerWithStop(char[] text, int end, Longest longest) {
    longest.offer(Form.WORD, end);
    if (text[end] == '.') {
      switch (text[end + 1]) {
        case ',', ':', ';' -> longest.offer(Form.WORD, end + 1, end + 2);
        default -> {}
      }
    }
  }

  static boolean isTwo(char[] text, int at, int end) {
    if (end - at != 5 && end - at != 6) {
      return false;
    }
    for (String word : TWO) {
      if (word.length() == end - at && Entities.isIgnoringCase(text, at, word)) {
        return true;
      }
    }
    return false;
  }
}
