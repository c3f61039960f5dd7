package org.caption4j.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Brings a photo to a network's size. */
final class Resampler {
  /** Beyond this ratio of the sides, what a centre cut would throw away is not resized first. */
  private static final int LONGEST_RATIO = 8;

  private Resampler() {}

  /**
   * Resizes, and cuts out the centre where that is wanted.
   *
   * @return {@code [height][width][3]} of {@code wanted}, red green blue
   */
  @SuppressWarnings("try") // the scope collects what is made in it
  static byte[] fit(Photo photo, Preprocessing wanted) {
    int width = wanted.width();
    int height = wanted.height();
    if (photo.width() == width && photo.height() == height && wanted.fit() == Fit.SQUASH) {
      return photo.rgb();
    }
    try (PointerScope scope = new PointerScope()) {
      Mat whole =
          new Mat(photo.height(), photo.width(), opencv_core.CV_8UC3, new BytePointer(photo.rgb()));
      Mat fitted =
          wanted.fit() == Fit.SQUASH
              ? resize(whole, width, height)
              : centre(shortSide(whole, wanted.shortSide()), width, height).clone();
      byte[] rgb = new byte[3 * width * height];
      fitted.data().capacity(rgb.length).get(rgb);
      return rgb;
    }
  }

  /** The short side resized; the long side in proportion, rounded down as torchvision does. */
  private static Mat shortSide(Mat photo, int shortSide) {
    int least = Math.min(photo.cols(), photo.rows());
    int most = LONGEST_RATIO * least;
    Mat cut = centre(photo, Math.min(photo.cols(), most), Math.min(photo.rows(), most));
    return resize(
        cut,
        (int) ((long) shortSide * cut.cols() / least),
        (int) ((long) shortSide * cut.rows() / least));
  }

  /** A view of the middle; half a pixel too much goes to even numbers, as torchvision has it. */
  private static Mat centre(Mat photo, int width, int height) {
    int left = (int) Math.rint((photo.cols() - width) / 2.0);
    int top = (int) Math.rint((photo.rows() - height) / 2.0);
    return new Mat(photo, new Rect(left, top, width, height));
  }

  /**
   * Averages whole areas along the sides that shrink, then interpolates along those that grow.
   * Called inside a scope.
   */
  static Mat resize(Mat photo, int width, int height) {
    Mat shrunk =
        resize(
            photo,
            Math.min(width, photo.cols()),
            Math.min(height, photo.rows()),
            opencv_imgproc.INTER_AREA);
    return resize(shrunk, width, height, opencv_imgproc.INTER_LINEAR);
  }

  private static Mat resize(Mat photo, int width, int height, int interpolation) {
    if (photo.cols() == width && photo.rows() == height) {
      return photo;
    }
    Mat resized = new Mat();
    opencv_imgproc.resize(photo, resized, new Size(width, height), 0, 0, interpolation);
    return resized;
  }
}
