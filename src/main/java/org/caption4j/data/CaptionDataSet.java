package org.caption4j.data;

import java.util.List;

/**
 * Photos with captions.
 *
 * @param name what to call it: the file's name and, where one was asked for, the split
 * @param images the photos, each with one caption or more
 * @param imagesLeftOut how many photos were left out since they have no caption
 * @param captionsLeftOut how many captions were left out since they are null or blank
 */
public record CaptionDataSet(
    String name, List<CaptionedImage> images, int imagesLeftOut, int captionsLeftOut) {
  /** Copies the list. */
  public CaptionDataSet {
    images = List.copyOf(images);
  }

  /** A data set from which nothing was left out. */
  public CaptionDataSet(String name, List<CaptionedImage> images) {
    this(name, images, 0, 0);
  }

  /** Returns how many captions all photos have together. */
  public long captionCount() {
    return images.stream().mapToLong(image -> image.captions().size()).sum();
  }
}
