package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.PhotoReach;

/**
 * A data set to train on or to validate on.
 *
 * @param annotations the captions, as {@link CaptionDataSets#read} takes them
 * @param images folder of their photos
 * @param weight how often an epoch of training takes each of them, above 0; a fraction takes a
 *     random part of them; not used in validation
 * @param reach where the photos may lie
 */
public record CaptionedFolder(String annotations, Path images, double weight, PhotoReach reach) {
  /**
   * @throws IllegalArgumentException if the weight is not a number above 0
   */
  public CaptionedFolder {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "expected a weight above 0 of the data set %s but found %s"
              .formatted(annotations, weight));
    }
  }

  /** A data set of weight 1, all of whose photos lie in the folder. */
  public CaptionedFolder(String annotations, Path images) {
    this(annotations, images, 1);
  }

  /** A data set all of whose photos lie in the folder. */
  public CaptionedFolder(String annotations, Path images, double weight) {
    this(annotations, images, weight, PhotoReach.FOLDER);
  }

  /** Reads the captions of each, and tells of those that are left out. */
  static List<CaptionDataSet> read(List<CaptionedFolder> folders, TrainingListener listener)
      throws IOException {
    List<CaptionDataSet> sets = new ArrayList<>();
    for (CaptionedFolder folder : folders) {
      CaptionDataSet set = CaptionDataSets.read(folder.annotations());
      folder.reach().require(set, folder.images());
      if (set.captionsLeftOut() > 0) {
        listener.captionsLeftOut(set.name(), set.captionsLeftOut());
      }
      sets.add(set);
    }
    return sets;
  }
}
