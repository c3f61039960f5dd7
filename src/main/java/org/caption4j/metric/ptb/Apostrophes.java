package org.caption4j.metric.ptb;

import static org.caption4j.metric.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.metric.ptb.CharacterClass.isLetterOrDigit;
import static org.caption4j.metric.ptb.CharacterClass.isPlainDigit;

/** Contractions, elisions, names such as O'Neil, and single quotes that open. */
final class Apostrophes {
  /** Words in which any apostrophe is a letter. */
  private static final String[] WHOLE = {
    "o'clock", "ma'am", "c'est", "ne'er", "ol'", "somethin'", "dunkin'"
  };

  /** Words in which the apostrophe of a typewriter is a letter. */
  private static final String[] PLAIN_WHOLE = {"c'mon", "e'er"};

  /** Words that begin with an apostrophe. */
  private static final String[] CLIPPED = {"em", "til", "till", "cause"};

  private Apostrophes() {}

  /** Returns the end of the apostrophe at {@code at}, 0 where none is. */
  private static int end(char[] text, int at) {
    return switch (text[at]) {
      case '\'', '\u2019', '\u0092' -> at + 1;
      case '&' -> Entities.isIgnoringCase(text, at, "&apos;") ? at + 6 : 0;
      default -> 0;
    };
  }

  /** Returns the end of the apostrophe, or of an opening quote typed for one, or 0. */
  private static int looseEnd(char[] text, int at) {
    return switch (text[at]) {
      case '`', '\u2018', '\u201b', '\u0091' -> at + 1;
      default -> end(text, at);
    };
  }

  /** Returns the end of an {@code 's}, {@code 'll} or the like at {@code at}, 0 where none is. */
  static int contractionEnd(char[] text, int at) {
    int after = end(text, at);
    if (after == 0) {
      return 0;
    }
    return switch (lower(text[after])) {
      case 's', 'd', 'm' -> after + 1;
      case 'l' -> lower(text[after + 1]) == 'l' ? after + 2 : 0;
      case 'r', 'v' -> lower(text[after + 1]) == 'e' ? after + 2 : 0;
      default -> 0;
    };
  }

  /**
   * Returns the end of the {@code n't} that a word shares its last letter with, 0 where none is.
   */
  static int negationEnd(char[] text, int at, int wordEnd) {
    int not = notEnd(text, wordEnd - 1);
    if (not == 0) {
      return 0;
    }
    int last = wordEnd - 2;
    while (last >= at && text[last] == '\u00ad') {
      last--;
    }
    if (last < at || lower(text[last]) == 'n') {
      return 0;
    }
    for (int i = at; i <= last; i++) {
      if (!isLatinLetter(text[i]) && text[i] != '\u00ad') {
        return 0;
      }
    }
    return not;
  }

  private static int notEnd(char[] text, int at) {
    if (lower(text[at]) != 'n') {
      return 0;
    }
    int after = looseEnd(text, at + 1);
    return after > 0 && lower(text[after]) == 't' ? after + 1 : 0;
  }

  /** Returns the end of the d', l' or o' before a longer part of a word, 0 where none is. */
  static int elisionEnd(char[] text, int at) {
    return switch (text[at]) {
      case 'd', 'D', 'l', 'L', 'o', 'O' -> {
        int after = looseEnd(text, at + 1);
        yield after > 0 && isLetterOrDigit(text[after]) && isLetterOrDigit(text[after + 1])
            ? after
            : 0;
      }
      default -> 0;
    };
  }

  /** At a letter. */
  static void offerAtLetter(char[] text, int at, Longest longest) {
    int not = notEnd(text, at);
    if (not > 0) {
      longest.offer(Form.CONTRACTION, not);
    }
    if (looseEnd(text, at + 1) > 0) {
      offerElision(text, at, longest);
      offerName(text, at, longest);
    }
    offerBetweenVowels(text, at, longest);
    for (String word : WHOLE) {
      longest.offer(Form.WORD, matchEnd(text, at, word));
    }
    for (String word : PLAIN_WHOLE) {
      if (Entities.isIgnoringCase(text, at, word)) {
        longest.offer(Form.WORD, at + word.length());
      }
    }
  }

  private static void offerElision(char[] text, int at, Longest longest) {
    int after = end(text, at + 1);
    switch (text[at]) {
      case 'd', 'D', 'l', 'L' -> longest.offer(Form.PLAIN, after);
      case 'j', 'J' -> {
        longest.offer(Form.PLAIN, after);
        offerBeforeLetter(text, after, longest);
      }
      case 'y', 'Y' -> offerBeforeLetter(text, after, longest);
      default -> {}
    }
  }

  private static void offerBeforeLetter(char[] text, int after, Longest longest) {
    if (after > 0 && isLetter(text[after])) {
      longest.offer(Form.PLAIN, after, after + 1);
    }
  }

  /** {@code O'Neil}, {@code l'amour}, {@code D'Artagnan}. */
  private static void offerName(char[] text, int at, Longest longest) {
    int elision = elisionEnd(text, at);
    if (elision > 0) {
      int end = elision;
      while (isLetterOrDigit(text[end])) {
        end++;
      }
      Words.offerWithStop(text, end, longest);
    }
    char first = text[at];
    if (lower(first) == 'o' && lower(text[looseEnd(text, at + 1)]) == 'o') {
      longest.offer(Form.WORD, looseEnd(text, at + 1) + 1);
    }
    if (first == 'n' || (CharacterClass.isCapital(first) && first != 'I' && first != 'Y')) {
      int start = looseEnd(text, at + 1);
      int end = lettersEnd(text, start);
      if (end >= start + 2) {
        longest.offer(Form.WORD, end);
      }
    }
  }

  /** {@code Hawai'ian}, {@code Xi'an}. */
  private static void offerBetweenVowels(char[] text, int at, Longest longest) {
    int quote = lettersEnd(text, at);
    int after = looseEnd(text, quote);
    if (after > 0
        && quote - at > 1
        && "aeiouyAEIOUY".indexOf(text[quote - 1]) >= 0
        && ("aeiou".indexOf(text[after]) >= 0 || CharacterClass.isCapital(text[after]))) {
      longest.offer(Form.WORD, lettersEnd(text, after));
    }
  }

  private static int lettersEnd(char[] text, int at) {
    int end = at;
    while (isLetter(text[end])) {
      end++;
    }
    return end;
  }

  private static boolean isLetter(char unit) {
    return CharacterClass.of(unit) == CharacterClass.LETTER;
  }

  private static int matchEnd(char[] text, int at, String word) {
    int end = at;
    for (int i = 0; i < word.length(); i++) {
      char expected = word.charAt(i);
      if (expected == '\'') {
        end = end(text, end);
        if (end == 0) {
          return 0;
        }
      } else if (lower(text[end]) == expected) {
        end++;
      } else {
        return 0;
      }
    }
    return end;
  }

  /** At an apostrophe, or at what may begin one. */
  static void offerAtApostrophe(char[] text, int at, Longest longest) {
    int after = end(text, at);
    if (after == 0) {
      return;
    }
    int contraction = contractionEnd(text, at);
    if (contraction > 0 && !isLatinLetter(text[contraction])) {
      longest.offer(Form.CONTRACTION, contraction, contraction + 1);
    }
    for (String word : CLIPPED) {
      if (Entities.isIgnoringCase(text, after, word)) {
        longest.offer(Form.PLAIN, after + word.length());
      }
    }
    if (lower(text[after]) == 'n') {
      longest.offer(Form.PLAIN, end(text, after + 1));
      longest.offer(Form.PLAIN, after + 1);
    }
    offerYears(text, after, longest);
    if (text[at] == '\'') {
      offerAtTypewriters(text, after, longest);
    }
    if (contraction > 0) {
      longest.offer(Form.CONTRACTION, contraction);
    }
  }

  /** {@code '90s}, and {@code '09} before a space. */
  private static void offerYears(char[] text, int at, Longest longest) {
    if (!isPlainDigit(text[at]) || !isPlainDigit(text[at + 1])) {
      return;
    }
    if (text[at] >= '2' && text[at + 1] == '0' && lower(text[at + 2]) == 's') {
      longest.offer(Form.PLAIN, at + 3);
    }
    if (Abbreviations.isSpace(text[at + 2])) {
      longest.offer(Form.PLAIN, at + 2, at + 3);
    }
  }

  private static void offerAtTypewriters(char[] text, int after, Longest longest) {
    if (lower(text[after]) == 't') {
      if (Entities.isIgnoringCase(text, after + 1, "is")) {
        longest.offer(Form.PLAIN, after + 1, after + 3);
      } else if (Entities.isIgnoringCase(text, after + 1, "was")) {
        longest.offer(Form.PLAIN, after + 1, after + 4);
      }
    }
    if (isLatinLetter(text[after])) {
      switch (text[after + 1]) {
        case ' ', '\t', '\n', '\r', '\u00a0' -> {}
        default -> longest.offer(Form.OPENING_SINGLE, after, after + 2);
      }
    }
  }

  private static char lower(char unit) {
    return CharacterClass.isCapital(unit) ? (char) (unit | ' ') : unit;
  }
}
