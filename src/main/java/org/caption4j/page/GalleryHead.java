package org.caption4j.page;

import java.util.List;

/**
 * What each page of a gallery says above its photos.
 *
 * @param title the heading
 * @param language of the captions, as a BCP 47 tag such as {@code en} or {@code zh}; browsers
 *     choose the shapes of Chinese characters by it
 * @param facts what described the photos, and how; may be empty
 */
public record GalleryHead(String title, String language, List<Fact> facts) {
  /** Copies the facts. */
  public GalleryHead {
    facts = List.copyOf(facts);
  }
}
