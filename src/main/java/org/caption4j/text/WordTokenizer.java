package org.caption4j.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lower-case words of languages that put spaces between them.
 *
 * <p>The caption is brought to NFC and to lower case. A word is then a run of letters, digits and
 * combining marks, with these marks inside it:
 *
 * <ul>
 *   <li>an apostrophe or a hyphen between two such characters: {@code man's}, {@code isn't}, {@code
 *       t-shirt}, {@code tug-of-war};
 *   <li>a comma or a full stop between two digits: {@code 3,000}, {@code 2.5}.
 * </ul>
 *
 * <p>Everything else separates: {@code St.} is {@code st}, {@code dogs'} is {@code dogs}, {@code
 * black/white} is two words, a lone hyphen is none. Typographic apostrophes and hyphens count as
 * the plain ones; soft hyphens vanish.
 */
public final class WordTokenizer implements Tokenizer {
  static final String NAME = "words";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tokens(String caption) {
    int[] text = plain(caption).codePoints().map(WordTokenizer::plainMark).toArray();
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i < text.length && (isWord(text[i]) || isInner(text, i))) {
        continue;
      }
      if (i > start) {
        tokens.add(new String(text, start, i - start));
      }
      start = i + 1;
    }
    return List.copyOf(tokens);
  }

  private static String plain(String caption) {
    String composed = Normalizer.normalize(caption.replace("\u00ad", ""), Normalizer.Form.NFC);
    // some lower-case forms decompose, so NFC once more
    return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static int plainMark(int character) {
    return switch (character) {
      case '\u2018', '\u2019', '\u02bc', '\uff07' -> '\'';
      case '\u2010', '\u2011' -> '-';
      default -> character;
    };
  }

  private static boolean isWord(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> Character.isLetterOrDigit(character);
    };
  }

  private static boolean isInner(int[] text, int i) {
    if (i == 0 || i == text.length - 1) {
      return false;
    }
    return switch (text[i]) {
      case '\'', '-' -> isWord(text[i - 1]) && isWord(text[i + 1]);
      case ',', '.' -> Character.isDigit(text[i - 1]) && Character.isDigit(text[i + 1]);
      default -> false;
    };
  }

  @Override
  public String join(List<String> tokens) {
    return String.join(" ", tokens);
  }
}
