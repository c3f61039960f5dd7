package org.caption4j.eval.external;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caption4j.eval.Candidate;
import org.caption4j.eval.CaptionTokenizer;

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
   * @throws IllegalArgumentException if there is no reference, or if a text has more than one line,
   *     which no token has
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

  /** Cuts a candidate's texts into tokens and joins them. */
  public static TokenizedText of(Candidate candidate, CaptionTokenizer tokenizer) {
    return new TokenizedText(
        candidate.id(),
        String.join(" ", tokenizer.tokens(candidate.caption())),
        candidate.references().stream()
            .map(reference -> String.join(" ", tokenizer.tokens(reference)))
            .toList());
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
