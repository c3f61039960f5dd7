package org.caption4j.eval.page;

import java.util.List;
import org.caption4j.metric.Candidate;
import org.caption4j.metric.Scores;

/**
 * What a page says beside one photo.
 *
 * @param id the image's number in its data set
 * @param fileName as the data set has it
 * @param caption what the captioner said of it
 * @param references what people said of it
 * @param scores the caption's figures
 */
public record PageImage(
    long id, String fileName, String caption, List<String> references, Scores scores) {
  /** Copies the references. */
  public PageImage {
    references = List.copyOf(references);
  }

  /**
   * Puts together what is known of an image.
   *
   * @param candidate its caption and references
   * @param fileName as the data set has it
   * @param scores the caption's figures
   */
  public static PageImage of(Candidate candidate, String fileName, Scores scores) {
    return new PageImage(
        candidate.id(), fileName, candidate.caption(), candidate.references(), scores);
  }
}
