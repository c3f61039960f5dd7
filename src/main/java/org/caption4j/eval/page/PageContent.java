package org.caption4j.eval.page;

import java.util.List;
import org.caption4j.metric.Scores;
import org.caption4j.page.Fact;

/**
 * What an evaluation's page says above the photos.
 *
 * @param title the heading
 * @param language of the captions, as a BCP 47 tag such as {@code en} or {@code zh}; browsers
 *     choose the shapes of Chinese characters by it
 * @param facts what was scored, and how
 * @param corpus figures over all images
 * @param diagnostics figures that are no scores, such as how many captions are different; may be
 *     empty
 * @param notes sentences on what is missing and why; may be empty
 */
public record PageContent(
    String title,
    String language,
    List<Fact> facts,
    Scores corpus,
    List<Fact> diagnostics,
    List<String> notes) {
  /** Copies the lists. */
  public PageContent {
    facts = List.copyOf(facts);
    diagnostics = List.copyOf(diagnostics);
    notes = List.copyOf(notes);
  }
}
