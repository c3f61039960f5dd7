package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoSource;

/**
 * Parts of photos, perhaps mirrored, in place of whole ones. Which part is a function of seed and
 * the file's name alone.
 *
 * @param photos the whole ones
 * @param seed another one gives other parts
 */
record PhotoView(PhotoSource photos, long seed) implements PhotoSource {
  @Override
  public Photo read(Path file) throws IOException {
    Photo photo = photos.read(file);
    long number = file.getFileName().toString().hashCode();
    return Crop.random(photo, new SplittableRandom(Seeds.of(seed, number))).of(photo);
  }

  @Override
  public String change() {
    return "parts of seed " + seed;
  }
}
