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
  /** The least part of the photo: what is left out must not change what the photo shows. */
  private static final double LEAST_AREA = 0.5;

  /** How much wider or narrower a part may be than the photo, in proportion. */
  private static final double MOST_STRETCH = 4.0 / 3;

  /**
   * Returns a random part of a photo: about half of its area up to all of it, and its shape up to a
   * third wider or narrower than the photo's.
   */
  static Crop random(Photo photo, RandomGenerator random) {
    double area = LEAST_AREA + (1 - LEAST_AREA) * random.nextDouble();
    double stretch = Math.pow(MOST_STRETCH, 2 * random.nextDouble() - 1);
    int width = side(photo.width(), Math.sqrt(area * stretch));
    int height = side(photo.height(), Math.sqrt(area / stretch));
    int left = random.nextInt(photo.width() - width + 1);
    int top = random.nextInt(photo.height() - height + 1);
    return new Crop(left, top, width, height, random.nextBoolean());
  }

  private static int side(int whole, double part) {
    return (int) Math.min(whole, Math.max(1, Math.round(part * whole)));
  }

  /** The same part, mirrored or not. */
  Crop mirrored(boolean whether) {
    return new Crop(left, top, width, height, whether);
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
