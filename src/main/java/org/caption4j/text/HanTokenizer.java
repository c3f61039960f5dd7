package org.caption4j.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chinese, a character at a time.
 *
 * <p>The caption is brought to NFKC, which makes full-width letters and digits ordinary ones, and
 * to lower case. Its tokens are then
 *
 * <ul>
 *   <li>each Han character by itself, whichever plane it is on;
 *   <li>words: runs of letters and digits of other scripts, such as {@code iphone} or {@code 4k}.
 * </ul>
 *
 * <p>Some marks inside a word belong to it: an apostrophe or a hyphen, but not between two digits
 * ({@code t-shirt}, {@code f-16}, {@code it's}; {@code 3-4} is two numbers), a full stop between
 * two digits ({@code 3.5}), a comma before three digits ({@code 1,000}). All other punctuation,
 * Chinese and Western, white space and symbols separate and vanish: {@code 50%} is {@code 50}.
 */
public final class HanTokenizer implements Tokenizer {
  static final String NAME = "han";

  private static final String REST_OF_WORD = "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]*+";
  private static final String WORD = "[\\p{L}\\p{N}&&[^\\p{IsHan}]]" + REST_OF_WORD;
  private static final String INNER_MARK =
      "(?:(?<!\\p{Nd})['-]|['-](?!\\p{Nd})"
          + "|(?<=\\p{Nd})\\.(?=\\p{Nd})|(?<=\\p{Nd}),(?=\\p{Nd}{3}(?!\\p{Nd})))";
  private static final Pattern TOKEN =
      Pattern.compile("\\p{IsHan}|" + WORD + "(?:" + INNER_MARK + WORD + ")*+");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tokens(String caption) {
    String text =
        Normalizer.normalize(caption, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            .replace('\u2010', '-');
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  /** Puts characters beside each other, and a blank between two words. */
  @Override
  public String join(List<String> tokens) {
    StringBuilder sentence = new StringBuilder();
    boolean afterWord = false;
    for (String token : tokens) {
      boolean word = !isHan(token);
      if (word && afterWord) {
        sentence.append(' ');
      }
      sentence.append(token);
      afterWord = word;
    }
    return sentence.toString();
  }

  private static boolean isHan(String token) {
    return Character.UnicodeScript.of(token.codePointAt(0)) == Character.UnicodeScript.HAN;
  }
}
