package org.caption4j.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;

/**
 * Photos to learn from or to judge by, small, in memory. As JPEGs 20,000 of them take 400 MB, as
 * pixels 2 GB; decoding takes little beside learning.
 */
final class KeptPhotos {
  /** To learn from: a short side of about 160 pixels, for a student that sees 112 of them. */
  static final int SMALL = 240;

  /** To judge by: more than any teacher looks at. */
  static final int LARGE = 640;

  private static final int QUALITY = 92;
  private static final int PART = 64;

  private final PhotoReader reader = new PhotoReader();
  private final Thumbnails thumbnails;
  private final List<Thumbnail> photos = new ArrayList<>();

  private KeptPhotos(int longestSide) {
    thumbnails = new Thumbnails(longestSide, QUALITY);
  }

  /**
   * Reads photos once.
   *
   * @param what they are for
   * @param files paths of photos; those that cannot be read are left out
   * @param longestSide to which larger ones are made smaller, in pixels
   * @param listener told of progress, and of these
   * @throws BadInputException if none can be read
   */
  static KeptPhotos read(
      String what, List<String> files, int longestSide, FeatureExtractor.Listener listener)
      throws BadInputException {
    KeptPhotos kept = new KeptPhotos(longestSide);
    for (int from = 0; from < files.size(); from += PART) {
      int to = Math.min(files.size(), from + PART);
      kept.add(files.subList(from, to), listener);
      listener.progress(to);
    }
    if (kept.size() == 0) {
      throw new BadInputException(what + ": expected some that can be read but found none");
    }
    return kept;
  }

  private void add(List<String> files, FeatureExtractor.Listener listener) {
    Thumbnail[] small = new Thumbnail[files.size()];
    BadInputException[] faults = new BadInputException[files.size()];
    IntStream.range(0, small.length)
        .parallel()
        .forEach(
            k -> {
              try {
                small[k] = thumbnails.of(reader.readOneOfMany(Path.of(files.get(k))));
              } catch (BadInputException e) {
                faults[k] = e;
              }
            });
    for (int k = 0; k < small.length; k++) {
      if (faults[k] == null) {
        photos.add(small[k]);
      } else {
        listener.skipped(faults[k]);
      }
    }
  }

  int size() {
    return photos.size();
  }

  /** Decodes a photo; any number of threads may. */
  Photo get(int number) {
    return reader.read("photo " + number, photos.get(number));
  }
}
