package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoSource;

/**
 * Photos changed at random, so that an encoder does not see the same pixels twice: a crop, perhaps
 * mirrored, with other brightness, contrast and saturation. The change is a function of seed and
 * the file's name alone.
 *
 * @param photos the unchanged ones
 * @param seed another one gives other changes
 */
record Augmentation(PhotoSource photos, long seed) implements PhotoSource {
  @Override
  public Photo read(Path file) throws IOException {
    Photo photo = photos.read(file);
    long number = file.getFileName().toString().hashCode();
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, number));
    Photo crop = Crop.random(photo, random).of(photo);
    return Jitter.random(random).of(crop);
  }

  @Override
  public String change() {
    return "crops and colours of seed " + seed;
  }
}
