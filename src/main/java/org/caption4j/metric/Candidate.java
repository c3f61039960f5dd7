package org.caption4j.metric;

import java.util.List;

/**
 * A caption to be scored, and the captions that it is compared with.
 *
 * @param id the image's number in its data set
 * @param caption what the captioner said of the image
 * @param references what people said of it, at least one
 */
public record Candidate(long id, String caption, List<String> references) {
  /**
   * Copies the references.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Candidate {
    references = List.copyOf(references);
    if (references.isEmpty()) {
      throw new IllegalArgumentException("image " + id + " has no references");
    }
  }
}
