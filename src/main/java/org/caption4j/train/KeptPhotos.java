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
  /** A short side of about 160 pixels, for a student that sees 128 of them. */
  private static final int LONGEST_SIDE = 240;

  private static final int QUALITY = 92;
  private static final int PART = 64;

  private final PhotoReader reader = new PhotoReader();
  private final Thumbnails thumbnails = new Thumbnails(LONGEST_SIDE, QUALITY);
  private final List<Thumbnail> photos = new ArrayList<>();

  private KeptPhotos() {}

  /**
   * Reads photos once.
   *
   * @param files paths of photos; those that cannot be read are left out
   * @param listener told of progress, and of these
   */
  static KeptPhotos read(List<String> files, FeatureExtractor.Listener listener) {
    KeptPhotos kept = new KeptPhotos();
    for (int from = 0; from < files.size(); from += PART) {
      int to = Math.min(files.size(), from + PART);
      kept.add(files.subList(from, to), listener);
      listener.progress(to);
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
