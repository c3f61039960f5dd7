package org.caption4j.train;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;

/** How many of a data set's photos may be missing, or not be readable, when it is trained on. */
public enum UnreadPhotos {
  /** One in a hundred: a few broken files, but not another folder. */
  FEW(0.01),

  /** Whatever can be read is trained on. */
  ANY(1);

  private final double share;

  UnreadPhotos(double share) {
    this.share = share;
  }

  /**
   * Refuses a data set that lacks more.
   *
   * @param data captions
   * @param folder of its photos
   * @param readable whether the photo of a file name can be read
   * @throws BadInputException if too many cannot
   */
  void check(CaptionDataSet data, Path folder, Predicate<String> readable)
      throws BadInputException {
    List<String> names = data.images().stream().map(CaptionedImage::fileName).distinct().toList();
    List<String> unread = names.stream().filter(readable.negate()).toList();
    if (unread.size() > share * names.size()) {
      throw new BadInputException(
          "%s: %,d of its %,d photos cannot be read in %s, such as %s: expected all but one in a hundred; give their folder, or train on the others with --allow-missing"
              .formatted(data.name(), unread.size(), names.size(), folder, unread.get(0)));
    }
  }
}
