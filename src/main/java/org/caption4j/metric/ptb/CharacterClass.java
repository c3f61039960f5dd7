package org.caption4j.metric.ptb;

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

  /** A capital, or a number that looks like some; Cherokee's came after the table. */
  static boolean isUpperCase(char unit) {
    return (unit >= '\u2160' && unit <= '\u216f')
        || (unit >= '\u24b6' && unit <= '\u24cf')
        || (TABLE[unit] == LETTER
            && Character.isUpperCase(unit)
            && (unit < '\u13a0' || unit > '\u13f5'));
  }

  static boolean isPlainDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }

  private static byte[] read() {
    byte[] table = new byte[1 << 16];
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
          case "space" -> SPACE;
          case "newline" -> NEWLINE;
          case "hyphen" -> HYPHEN;
          case "soft-hyphen" -> SOFT_HYPHEN;
          case "separator" -> SEPARATOR;
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
