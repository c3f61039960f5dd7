package org.caption4j.train;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the vectors of photos are kept between runs: a file for each data set and view.
 *
 * @param first of the first training set's whole photos; the other files lie beside it, and their
 *     names end with its name
 * @param views of each training photo, at least 1: the whole one, and parts of it
 */
public record VectorFiles(Path first, int views) {
  /**
   * @throws IllegalArgumentException if there are no views
   */
  public VectorFiles {
    if (views < 1) {
      throw new IllegalArgumentException("expected at least 1 view of a photo but found " + views);
    }
  }

  /**
   * Returns the file of a training set's view.
   *
   * @param set 0 for the first training set
   * @param view 0 for whole photos
   */
  Path train(int set, int view) {
    return beside((view == 0 ? "" : "view-" + view + "-") + number(set));
  }

  /**
   * Returns the file of a validation set: that of a training set whose photos lie in the same
   * folder, if there is one.
   *
   * @param set 0 for the first validation set
   * @param images folder of its photos
   * @param train the training sets
   */
  Path validation(int set, Path images, List<CaptionedFolder> train) {
    for (int k = 0; k < train.size(); k++) {
      if (train.get(k).images().equals(images)) {
        return train(k, 0);
      }
    }
    return beside("val-" + number(set));
  }

  private static String number(int set) {
    return set == 0 ? "" : "set-" + (set + 1) + "-";
  }

  private Path beside(String prefix) {
    return first.resolveSibling(prefix + first.getFileName());
  }
}
