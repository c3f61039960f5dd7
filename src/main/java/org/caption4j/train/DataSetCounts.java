package org.caption4j.train;

/**
 * How much a data set gives to a training.
 *
 * @param annotations name of the file of captions, without its folder, and of the split
 * @param photos that have captions; where vectors are computed first, those that can be read
 * @param captions of these photos
 * @param weight how often an epoch takes each; 1 in validation
 */
public record DataSetCounts(String annotations, int photos, int captions, double weight) {
  DataSetCounts(CaptionedFolder folder, int photos, int captions) {
    this(fileName(folder.annotations()), photos, captions, folder.weight());
  }

  /** A model does not tell where on a disk its captions lay. */
  private static String fileName(String path) {
    return path.replaceAll("[^#]*[/\\\\]", "");
  }
}
