package org.caption4j.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes photos small, for pages that show many. Any number of threads may use one. */
public final class Thumbnails {
  /** Shows what a photo is of; some 8 kB each. */
  public static final int DEFAULT_SIDE = 192;

  private static final int QUALITY = 75;

  private final int longestSide;
  private final int quality;

  /**
   * @param longestSide in pixels; photos that are smaller stay as they are
   * @throws IllegalArgumentException if it is not positive
   */
  public Thumbnails(int longestSide) {
    this(longestSide, QUALITY);
  }

  /**
   * @param longestSide in pixels; photos that are smaller stay as they are
   * @param quality of the JPEG, 1 to 100
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Thumbnails(int longestSide, int quality) {
    if (longestSide < 1) {
      throw new IllegalArgumentException(
          "expected a thumbnail of at least 1 pixel but found " + longestSide);
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("expected a quality of 1 to 100 but found " + quality);
    }
    this.longestSide = longestSide;
    this.quality = quality;
  }

  /**
   * Makes a photo small: averages of whole areas, in proportion.
   *
   * @param photo of any size
   * @return the same, its sides at most as long as wanted and at least 1
   */
  @SuppressWarnings("try") // the scope collects what is made in it
  public Thumbnail of(Photo photo) {
    double scale = Math.min(1, (double) longestSide / Math.max(photo.width(), photo.height()));
    int width = Math.max(1, (int) Math.round(scale * photo.width()));
    int height = Math.max(1, (int) Math.round(scale * photo.height()));
    try (PointerScope scope = new PointerScope();
        BytePointer encoded = new BytePointer()) {
      Mat whole =
          new Mat(photo.height(), photo.width(), opencv_core.CV_8UC3, new BytePointer(photo.rgb()));
      Mat bgr = new Mat();
      opencv_imgproc.cvtColor(
          Resampler.resize(whole, width, height), bgr, opencv_imgproc.COLOR_RGB2BGR);
      IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
      if (!opencv_imgcodecs.imencode(".jpg", bgr, encoded, settings)) {
        throw new IllegalStateException("OpenCV has no JPEG encoder");
      }
      byte[] jpeg = new byte[(int) encoded.limit()];
      encoded.get(jpeg);
      return new Thumbnail(width, height, jpeg);
    }
  }
}
