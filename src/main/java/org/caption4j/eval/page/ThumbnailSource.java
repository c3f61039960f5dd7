package org.caption4j.eval.page;

import org.caption4j.BadInputException;
import org.caption4j.image.Thumbnail;

/** Where a page's photos come from. Asked by several threads at once. */
@FunctionalInterface
public interface ThumbnailSource {
  /**
   * Makes a photo small.
   *
   * @param fileName as the data set has it
   * @throws BadInputException if the photo cannot be shown; the page shows the message in its place
   */
  Thumbnail thumbnail(String fileName) throws BadInputException;

  /**
   * A source for pages without photos.
   *
   * @param reason shown in the place of each
   */
  static ThumbnailSource none(String reason) {
    return fileName -> {
      throw new BadInputException(reason);
    };
  }
}
