package org.caption4j.eval.ptb;

import java.util.ArrayList;
import java.util.List;

/**
 * Lower-case tokens of the Penn Treebank, as the COCO evaluator gets them: what {@code
 * edu.stanford.nlp.process.PTBTokenizer} of Stanford CoreNLP 3.4.1 prints for a line with {@code
 * -preserveLines -lowerCase}. Has no state: any number of threads may use one.
 */
public final class PennTreebankTokenizer {
  /** Characters after the text, so that no rule needs to ask where it ends. */
  private static final int SENTINELS = 3;

  /**
   * Cuts a caption.
   *
   * @param caption one caption; what breaks lines in it parts tokens
   * @return its tokens, in order
   */
  public List<String> tokens(String caption) {
    char[] text = new char[caption.length() + SENTINELS];
    caption.getChars(0, caption.length(), text, 0);
    for (int i = caption.length(); i < text.length; i++) {
      text[i] = '\n';
    }
    List<String> tokens = new ArrayList<>(16);
    Longest longest = new Longest();
    int at = 0;
    while (at < caption.length()) {
      at = next(text, at, longest, tokens);
    }
    return tokens;
  }

  private static int next(char[] text, int at, Longest longest, List<String> tokens) {
    byte found = CharacterClass.of(text[at]);
    longest.clear(at);
    switch (found) {
      case CharacterClass.SPACE, CharacterClass.NEWLINE -> {
        return at + 1;
      }
      case CharacterClass.LETTER -> {
        Smileys.offer(text, at, longest);
        Words.offer(text, at, longest);
        Apostrophes.offerAtLetter(text, at, longest);
        Abbreviations.offer(text, at, Words.wordEnd(text, at), longest);
        Currencies.offer(text, at, longest);
        WebNames.offer(text, at, longest);
      }
      case CharacterClass.MARK -> {
        Words.offer(text, at, longest);
        Abbreviations.offer(text, at, Words.wordEnd(text, at), longest);
      }
      case CharacterClass.SOFT_HYPHEN -> {
        Words.offer(text, at, longest);
        Numbers.offer(text, at, longest);
      }
      case CharacterClass.DIGIT -> {
        Numbers.offer(text, at, longest);
        Words.offer(text, at, longest);
        WebNames.offer(text, at, longest);
      }
      case CharacterClass.SYMBOL -> {
        switch (text[at]) {
          case '+', '-', '.', ',', ':', '(' -> Numbers.offer(text, at, longest);
          case '&' -> Words.offer(text, at, longest);
          case '<' -> WebNames.offer(text, at, longest);
          default -> {}
        }
        Marks.offer(text, at, longest);
      }
      case CharacterClass.SEPARATOR -> Numbers.offer(text, at, longest);
      default -> {}
    }
    if (longest.end() == at) {
      return at + 1;
    }
    Spelling.add(longest.form(), text, at, longest.end(), tokens);
    return longest.end();
  }
}
