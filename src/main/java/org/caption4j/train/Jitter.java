package org.caption4j.train;

import java.util.random.RandomGenerator;
import org.caption4j.image.Photo;

/**
 * Other light on a photo: what a student sees must not hang on it.
 *
 * <p>Each factor is 1 where nothing changes; below, the photo goes towards black, its mean grey, or
 * the grey of each pixel.
 *
 * @param brightness factor of all values
 * @param contrast factor of the distance from the mean grey
 * @param saturation factor of the distance from the pixel's own grey
 */
record Jitter(float brightness, float contrast, float saturation) {
  private static final float STRONGEST = 0.3f;

  /** ITU-R BT.601's weights of red, green and blue. */
  private static final float[] GREY = {0.299f, 0.587f, 0.114f};

  /** Returns random light, each factor 0.7 to 1.3. */
  static Jitter random(RandomGenerator random) {
    return new Jitter(factor(random), factor(random), factor(random));
  }

  private static float factor(RandomGenerator random) {
    return 1 - STRONGEST + 2 * STRONGEST * random.nextFloat();
  }

  /** Puts a photo into this light. */
  Photo of(Photo photo) {
    byte[] from = photo.rgb();
    byte[] to = new byte[from.length];
    float mean = meanGrey(from);
    // three steps in one: saturation about the grey, contrast about the mean, brightness
    float own = brightness * contrast * saturation;
    float grey = brightness * contrast * (1 - saturation);
    float all = brightness * (1 - contrast) * mean;
    for (int k = 0; k < from.length; k += 3) {
      float rest = grey * grey(from, k) + all;
      for (int c = k; c < k + 3; c++) {
        float value = own * (from[c] & 0xff) + rest;
        to[c] = (byte) (int) (Math.max(0, Math.min(255, value)) + 0.5f);
      }
    }
    return new Photo(photo.name(), photo.width(), photo.height(), to);
  }

  private static float meanGrey(byte[] rgb) {
    double sum = 0;
    for (int k = 0; k < rgb.length; k += 3) {
      sum += grey(rgb, k);
    }
    return (float) (3 * sum / rgb.length);
  }

  private static float grey(byte[] rgb, int k) {
    return GREY[0] * (rgb[k] & 0xff)
        + GREY[1] * (rgb[k + 1] & 0xff)
        + GREY[2] * (rgb[k + 2] & 0xff);
  }
}
