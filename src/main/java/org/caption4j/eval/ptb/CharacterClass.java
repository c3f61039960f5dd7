package org.caption4j.eval.ptb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What each UTF-16 unit is to the tokenizer.
 *
 * <p>The table is fixed, and independent of the JDK's: the tokenizer that is followed froze its own
 * when it was made. What came into Unicode later, emoji and everything else outside the basic plane
 * among it, is {@link #NOTHING}.
 */
final class CharacterClass {
  /** Separates, and is no token. */
  static final byte NOTHING = 0;

  static final byte SPACE = 1;
  static final byte NEWLINE = 2;

  /** A letter of any script. */
  static final byte LETTER = 3;

  /** A part of words that no number or compound has: combining marks and their kin. */
  static final byte MARK = 4;

  static final byte DIGIT = 5;

  /** U+00AD, which vanishes from words. */
  static final byte SOFT_HYPHEN = 6;

  /** U+2010 and its kin: a hyphen inside words, nothing elsewhere. */
  static final byte HYPHEN = 7;

  /** Arabic decimal and thousands separators: inside numbers alone. */
  static final byte SEPARATOR = 8;

  /** A token of its own, where no longer one has it. */
  static final byte SYMBOL = 9;

  private static final String RESOURCE = "characters.txt";

  /** Symbols that have a plainer spelling. */
  private static final String SPELT =
      "\u0080\u0085\u0091\u0092\u0093\u0094\u0096\u0097\u00a2\u00a3\u00a4\u00ab\u00bb\u00bc\u00bd\u00be"
          + "\u2013\u2014\u2015\u2018\u2019\u201b\u201c\u201d\u2026\u2039\u203a\u2044\u20a0\u20ac\u2153\u2154";

  private static final byte[] TABLE = read();

  private CharacterClass() {}

  static byte of(char unit) {
    return TABLE[unit];
  }

  static boolean isLetterOrDigit(char unit) {
    return TABLE[unit] == LETTER || TABLE[unit] == DIGIT;
  }

  static boolean isDigit(char unit) {
    return TABLE[unit] == DIGIT;
  }

  /** A letter, a mark or a soft hyphen. */
  static boolean isWordPart(char unit) {
    byte found = TABLE[unit];
    return found == LETTER || found == MARK || found == SOFT_HYPHEN;
  }

  static boolean isLatinLetter(char unit) {
    return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
  }

  static boolean isCapital(char unit) {
    return unit >= 'A' && unit <= 'Z';
  }

  static boolean isPlainDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }

  private static byte[] read() {
    byte[] table = new byte[1 << 16];
    Arrays.fill(table, '!', 0x7f, SYMBOL);
    Arrays.fill(table, '0', '9' + 1, DIGIT);
    Arrays.fill(table, 'A', 'Z' + 1, LETTER);
    Arrays.fill(table, 'a', 'z' + 1, LETTER);
    for (char space : new char[] {' ', '\t', '\u00a0'}) {
      table[space] = SPACE;
    }
    for (char newline : new char[] {'\n', '\u000b', '\f', '\r', '\u2028', '\u2029'}) {
      table[newline] = NEWLINE;
    }
    for (char hyphen : new char[] {'\u058a', '\u2010', '\u2011'}) {
      table[hyphen] = HYPHEN;
    }
    for (int k = 0; k < SPELT.length(); k++) {
      table[SPELT.charAt(k)] = SYMBOL;
    }
    table['\u066b'] = SEPARATOR;
    table['\u066c'] = SEPARATOR;
    table['\u00ad'] = SOFT_HYPHEN;
    try (InputStream in = CharacterClass.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          fill(table, line.split(" "));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static void fill(byte[] table, String[] words) {
    byte meaning =
        switch (words[0]) {
          case "letter" -> LETTER;
          case "mark" -> MARK;
          case "digit" -> DIGIT;
          case "symbol" -> SYMBOL;
          default -> throw new IllegalStateException(RESOURCE + ": " + words[0]);
        };
    for (int i = 1; i < words.length; i++) {
      int dash = words[i].indexOf('-');
      int first = Integer.parseInt(words[i].substring(0, dash < 0 ? words[i].length() : dash), 16);
      int last = dash < 0 ? first : Integer.parseInt(words[i].substring(dash + 1), 16);
      Arrays.fill(table, first, last + 1, meaning);
    }
  }
}
