package org.caption4j.page;

import java.util.List;
import java.util.Optional;
import org.caption4j.captioner.Caption;

/**
 * A photo of a gallery: what was said of it, or why nothing was.
 *
 * @param path shown as it is
 * @param captions best first; empty where there is a fault
 * @param fault why the photo could not be described, shown in its place; empty if it was
 */
public record GalleryPhoto(String path, List<Caption> captions, Optional<String> fault) {
  /**
   * Copies the captions.
   *
   * @throws IllegalArgumentException if there are captions and a fault, or neither
   */
  public GalleryPhoto {
    if (captions.isEmpty() == fault.isEmpty()) {
      throw new IllegalArgumentException(
          path + ": expected captions or a fault but found " + captions + " and " + fault);
    }
    captions = List.copyOf(captions);
  }

  /**
   * A photo that was described.
   *
   * @param path shown as it is
   * @param captions best first, at least one
   * @throws IllegalArgumentException if there are none
   */
  public static GalleryPhoto described(String path, List<Caption> captions) {
    return new GalleryPhoto(path, captions, Optional.empty());
  }

  /**
   * A photo that could not be described.
   *
   * @param path shown as it is
   * @param fault why, in one line
   */
  public static GalleryPhoto faulty(String path, String fault) {
    return new GalleryPhoto(path, List.of(), Optional.of(fault));
  }
}
