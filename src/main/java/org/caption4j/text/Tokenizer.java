package org.caption4j.text;

import java.util.List;
import org.caption4j.BadInputException;

/**
 * Cuts captions into tokens and puts tokens back together.
 *
 * <p>What a token is belongs to the language: a word here, a character elsewhere. Whatever the
 * tokenizer, {@code tokens(join(t))} equals {@code t} for every {@code t} that came from {@link
 * #tokens}. Tokenizers have no state and may be used by several threads at once.
 */
public interface Tokenizer {
  /** Returns the name under which models remember this tokenizer; see {@link #named}. */
  String name();

  /**
   * Cuts a caption.
   *
   * @param caption one caption, as somebody wrote it
   * @return its tokens, in order; empty where nothing in it is a word
   */
  List<String> tokens(String caption);

  /**
   * Puts tokens together as a reader expects them.
   *
   * @param tokens tokens, in order
   * @return the sentence
   */
  String join(List<String> tokens);

  /**
   * Returns the tokenizer that suits a language: Chinese is written without spaces.
   *
   * @param language two letters of ISO 639-1
   */
  static Tokenizer of(String language) {
    return language.equals("zh") ? new HanTokenizer() : new WordTokenizer();
  }

  /**
   * Finds a tokenizer.
   *
   * @param name what its {@link #name} returns
   * @return the tokenizer
   * @throws BadInputException if there is none of this name; the message lists those there are
   */
  static Tokenizer named(String name) throws BadInputException {
    return switch (name) {
      case WordTokenizer.NAME -> new WordTokenizer();
      case HanTokenizer.NAME -> new HanTokenizer();
      default ->
          throw new BadInputException(
              "expected a tokenizer out of %s and %s, found '%s'"
                  .formatted(WordTokenizer.NAME, HanTokenizer.NAME, name));
    };
  }
}
