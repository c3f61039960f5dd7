package org.caption4j.data;

import java.util.List;

/**
 * A photo and what people said about it.
 *
 * @param id the photo's number in its data set
 * @param fileName the photo's file, relative to the folder of photos, with {@code /} between names
 * @param captions one or more captions as they were written, none of them blank
 */
public record CaptionedImage(long id, String fileName, List<String> captions) {
  /** Copies the captions. */
  public CaptionedImage {
    captions = List.copyOf(captions);
  }
}
