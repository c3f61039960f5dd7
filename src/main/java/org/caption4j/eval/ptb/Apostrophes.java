package org.caption4j.eval.ptb;

import static org.caption4j.eval.ptb.CharacterClass.isLatinLetter;
import static org.caption4j.eval.ptb.CharacterClass.isLetterOrDigit;
import static org.caption4j.eval.ptb.CharacterClass.isPlainDigit;

import java.util.Locale;
import java.util.Set;

/** Contractions, elisions, names such as O'Neil, and quotes that only look like apostrophes. */
final class Apostrophes {
  private static final Set<String> WHOLE =
      Set.of(
          "o'clock",
          "ma'am",
          "c'mon",
          "c'est",
          "e'er",
          "ne'er",
          "o'er",
          "d'oh",
          "d'you",
          "d'ye",
          "ol'",
          "somethin'",
          "dunkin'");

  private Apostrophes() {}

  /** Returns the end of the apostrophe at {@code at}, 0 where none is. */
  static int apostrophe(char[] text, int at) {
    return switch (text[at]) {
      case '\'', '\u2019', '\u0092' -> at + 1;
      case '&' -> Entities.is(text, at, "&apos;") ? at + 6 : 0;
      default -> 0;
    };
  }

  /** Returns the end of the contraction that stands at {@code at}, 0 where none does. */
  static int clitic(char[] text, int at) {
    int after = apostrophe(text, at);
    return after == 0 ? 0 : cliticLettersEnd(text, after);
  }

  private static int cliticLettersEnd(char[] text, int after) {
    char first = lower(text[after]);
    switch (first) {
      case 's', 'd', 'm':
        return after + 1;
      case 'l':
        return lower(text[after + 1]) == 'l' ? after + 2 : 0;
      case 'r', 'v':
        return lower(text[after + 1]) == 'e' ? after + 2 : 0;
      default:
        return 0;
    }
  }

  private static char lower(char unit) {
    return unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit;
  }

  /** Returns the end of an {@code n't} whose n ends the word, 0 where none is. */
  static int negation(char[] text, int at, int end) {
    if (end - at < 2 || lower(text[end - 1]) != 'n') {
      return 0;
    }
    for (int i = at; i < end; i++) {
      if (!isLatinLetter(text[i])) {
        return 0;
      }
    }
    return notEnd(text, end - 1);
  }

  private static int notEnd(char[] text, int at) {
    if (lower(text[at]) != 'n') {
      return 0;
    }
    int after = apostrophe(text, at + 1);
    if (after == 0) {
      after =
          switch (text[at + 1]) {
            case '`', '\u2018', '\u201b', '\u0091' -> at + 2;
            default -> 0;
          };
    }
    return after > 0 && lower(text[after]) == 't' ? after + 1 : 0;
  }

  /** Returns the end of a letter and an apostrophe that may begin a part of a compound, or 0. */
  static int elidedPrefix(char[] text, int at) {
    return switch (text[at]) {
      case 'd', 'D', 'l', 'L', 'o', 'O' -> {
        int after = apostrophe(text, at + 1);
        yield after > 0 && isLetterOrDigit(text[after]) && isLetterOrDigit(text[after + 1])
            ? after
            : 0;
      }
      default -> 0;
    };
  }

  /** At a letter. */
  static void offerAtLetter(char[] text, int at, Longest longest) {
    char first = text[at];
    int not = notEnd(text, at);
    if (not > 0) {
      longest.offer(Form.CONTRACTION, not);
    }
    int after = apostrophe(text, at + 1);
    if (after > 0) {
      switch (first) {
        case 'd', 'D', 'l', 'L', 'j', 'J' -> longest.offer(Form.PLAIN, after);
        default -> {}
      }
      switch (first) {
        case 'j', 'J', 'y', 'Y' -> {
          if (isLetterOrDigit(text[after])) {
            longest.offer(Form.PLAIN, after, after + 1);
          }
        }
        default -> {}
      }
      if (isNamePrefix(first)) {
        int end = Words.wordEnd(text, after);
        if (end >= after + 2) {
          longest.offer(Form.WORD, end);
        }
      }
    }
    offerBetweenVowels(text, at, longest);
    offerWhole(text, at, longest);
  }

  private static boolean isNamePrefix(char unit) {
    return switch (unit) {
      case 'd', 'l', 'n', 'o' -> true;
      case 'I', 'Y' -> false;
      default -> unit >= 'A' && unit <= 'Z';
    };
  }

  private static void offerBetweenVowels(char[] text, int at, Longest longest) {
    int quote = at;
    while (isLatinLetter(text[quote])) {
      quote++;
    }
    if (quote - at < 2 || text[quote] != '\'' || !isVowel(text[quote - 1], true)) {
      return;
    }
    int end = quote + 1;
    if (!isVowel(text[end], false)) {
      return;
    }
    while (isLatinLetter(text[end])) {
      end++;
    }
    longest.offer(Form.WORD, end);
  }

  private static boolean isVowel(char unit, boolean before) {
    return switch (lower(unit)) {
      case 'a', 'e', 'i', 'o', 'u' -> true;
      case 'y' -> before;
      default -> !before && unit >= 'A' && unit <= 'Z';
    };
  }

  private static void offerWhole(char[] text, int at, Longest longest) {
    int end = at;
    int quote = 0;
    while (end - at < 9
        && (isLatinLetter(text[end]) || text[end] == '\'' || text[end] == '\u2019')) {
      if (!isLatinLetter(text[end])) {
        quote = end;
      }
      end++;
    }
    if (quote == 0) {
      return;
    }
    String word = new String(text, at, end - at).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    if (WHOLE.contains(word)) {
      longest.offer(Form.WORD, end);
    }
  }

  /** At an apostrophe. */
  static void offerAtApostrophe(char[] text, int at, Longest longest) {
    int after = apostrophe(text, at);
    if (after == 0) {
      return;
    }
    char quote = text[at];
    int clitic = clitic(text, at);
    if (clitic > 0 && !isLatinLetter(text[clitic])) {
      longest.offer(Form.CONTRACTION, clitic, clitic + 1);
    }
    int n = after;
    if (lower(text[n]) == 'n') {
      int close = apostrophe(text, n + 1);
      if (close > 0) {
        longest.offer(Form.PLAIN, close);
      }
      if (!isLatinLetter(text[n + 1])) {
        longest.offer(Form.PLAIN, n + 1);
      }
    }
    for (String word : new String[] {"em", "til", "till", "cause"}) {
      if (Entities.isIgnoringCase(text, after, word)) {
        longest.offer(Form.PLAIN, after + word.length());
      }
    }
    if (isPlainDigit(text[after]) && isPlainDigit(text[after + 1])) {
      if (text[after + 2] == 's') {
        longest.offer(Form.PLAIN, after + 3);
      }
      if (text[after + 2] == ' ') {
        longest.offer(Form.PLAIN, after + 2, after + 3);
      }
    }
    if (quote == '\'') {
      if (lower(text[after]) == 't'
          && (Entities.isIgnoringCase(text, after + 1, "is")
              || Entities.isIgnoringCase(text, after + 1, "was"))) {
        longest.offer(Form.PLAIN, after + 1, after + 1 + (lower(text[after + 1]) == 'i' ? 2 : 3));
      }
      if (isLatinLetter(text[after]) && text[after + 1] != ' ' && text[after + 1] != '\n') {
        longest.offer(Form.OPENING_SINGLE, after, after + 2);
      }
    }
  }
}
