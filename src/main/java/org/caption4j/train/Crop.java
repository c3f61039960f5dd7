package org.caption4j.train;

import java.util.random.RandomGenerator;
import org.caption4j.image.Photo;

/**
 * A part of a photo, perhaps mirrored: what a student sees of it this time.
 *
 * @param left first column
 * @param top first row
 * @param width columns
 * @param height rows
 * @param mirrored whether left and right change places
 */
record Crop(int left, int top, int width, int height, boolean mirrored) {
  /** The least part of a side: what is left out must not change what the photo shows. */
  private static final double LEAST = 0.8;

  /** Returns a random part of a photo, at least 0.8 of either side. */
  static Crop random(Photo photo, RandomGenerator random) {
    int width = random.nextInt(least(photo.width()), photo.width() + 1);
    int height = random.nextInt(least(photo.height()), photo.height() + 1);
    int left = random.nextInt(photo.width() - width + 1);
    int top = random.nextInt(photo.height() - height + 1);
    return new Crop(left, top, width, height, random.nextBoolean());
  }

  private static int least(int side) {
    return (int) Math.ceil(LEAST * side);
  }

  /** Cuts it out. */
  Photo of(Photo photo) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * photo.width() + left);
      int to = 3 * y * width;
      if (!mirrored) {
        System.arraycopy(photo.rgb(), from, rgb, to, 3 * width);
        continue;
      }
      for (int x = 0; x < width; x++) {
        System.arraycopy(photo.rgb(), from + 3 * (width - 1 - x), rgb, to + 3 * x, 3);
      }
    }
    return new Photo(photo.name(), width, height, rgb);
  }
}
