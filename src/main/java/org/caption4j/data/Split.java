package org.caption4j.data;

import java.io.IOException;
import java.util.List;
import org.caption4j.BadInputException;

/** Which photos of a captions file are meant: what stands behind the {@code #}. */
interface Split {
  /** Returns the photos that are meant; all captions of a photo stay together. */
  List<FoundPhotos.Photo> choose(List<FoundPhotos.Photo> all) throws IOException;

  /**
   * Returns what a source asks for: all photos, a share of them or those of a list.
   *
   * @throws BadInputException if a share is not written as one
   */
  static Split of(CaptionDataSets.Source source) throws BadInputException {
    if (source.split().isEmpty()) {
      return all -> all;
    }
    return ShareSplit.isShare(source.split()) ? ShareSplit.of(source) : new ListSplit(source);
  }
}
