package org.caption4j.eval.external;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caption4j.metric.TokenizedCorpus;

/**
 * What the programs read of one image: tokens with a blank between each two.
 *
 * @param id the image's number in its data set
 * @param caption tokens of what is scored; may be empty
 * @param references tokens of what it is compared with, at least one
 */
public record TokenizedText(long id, String caption, List<String> references) {
  /**
   * Copies the references.
   *
   * @throws IllegalArgumentException if there is no reference, or if a text has more than one line
   */
  public TokenizedText {
    references = List.copyOf(references);
    if (references.isEmpty()) {
      throw new IllegalArgumentException("image " + id + " has no references");
    }
    requireOneLine(id, caption);
    for (String reference : references) {
      requireOneLine(id, reference);
    }
  }

  /** Joins the tokens of every image. */
  public static List<TokenizedText> of(TokenizedCorpus corpus) {
    List<Long> ids = corpus.ids();
    List<List<String>> captions = corpus.captions();
    List<List<List<String>>> references = corpus.references();
    List<TokenizedText> texts = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      texts.add(
          new TokenizedText(
              ids.get(i),
              line(captions.get(i)),
              references.get(i).stream().map(TokenizedText::line).toList()));
    }
    return texts;
  }

  /** A tag is one token, and may have been broken. */
  private static String line(List<String> tokens) {
    return String.join(" ", tokens).replace('\r', ' ').replace('\n', ' ');
  }

  /**
   * @throws IllegalArgumentException if there is no text, or an image has two
   */
  static void requireOneAnImage(List<TokenizedText> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("expected at least one image to score");
    }
    Set<Long> seen = new HashSet<>();
    for (TokenizedText text : texts) {
      if (!seen.add(text.id)) {
        throw new IllegalArgumentException("image " + text.id + " is given twice");
      }
    }
  }

  private static void requireOneLine(long id, String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("image " + id + " has a token with a line break");
    }
  }
}
