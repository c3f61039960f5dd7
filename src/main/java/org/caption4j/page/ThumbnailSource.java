package org.caption4j.page;

import org.caption4j.BadInputException;
import org.caption4j.image.Thumbnail;

/**
 * Where a page's photos come from. Asked by several threads at once.
 *
 * @param <T> what the page knows of a photo, such as its file name
 */
@FunctionalInterface
public interface ThumbnailSource<T> {
  /**
   * Makes a photo small.
   *
   * @param photo which one
   * @throws BadInputException if the photo cannot be shown; the page shows the message in its place
   */
  Thumbnail thumbnail(T photo) throws BadInputException;

  /**
   * A source for pages without photos.
   *
   * @param reason shown in the place of each
   */
  static <T> ThumbnailSource<T> none(String reason) {
    return photo -> {
      throw new BadInputException(reason);
    };
  }
}
