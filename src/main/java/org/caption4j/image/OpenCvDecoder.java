package org.caption4j.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes what OpenCV can, in the depth and channels it is stored in, and makes 8-bit RGB of it.
 */
final class OpenCvDecoder {
  /** OpenCV's depths by their number. */
  private static final List<String> DEPTHS =
      List.of(
          "8-bit unsigned",
          "8-bit signed",
          "16-bit unsigned",
          "16-bit signed",
          "32-bit signed",
          "32-bit floating-point",
          "64-bit floating-point",
          "16-bit floating-point");

  /** Loads the library. */
  static void load() {
    Loader.load(opencv_imgcodecs.class);
  }

  /**
   * Decodes a whole file.
   *
   * @param file a whole file; not changed
   * @param format what it is
   * @param reduction 1, or for JPEGs 2, 4 or 8: sides are shorter by that, at a fraction of the
   *     work
   * @return its pixels as they are stored, not turned
   */
  @SuppressWarnings("try") // the scope collects what is made in it
  Pixels decode(byte[] file, Format format, int reduction) throws DamagedFileException {
    try (PointerScope scope = new PointerScope()) {
      Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, new BytePointer(file));
      Mat decoded = decode(encoded, format, reduction);
      if (decoded.empty()) {
        throw undecodable(format, null);
      }
      byte[] samples = samples(to8Bit(decoded));
      return new Pixels(
          decoded.cols(),
          decoded.rows(),
          RgbSamples.of(samples, decoded.channels(), alpha(samples, decoded, file, format)));
    }
  }

  private static Mat decode(Mat encoded, Format format, int reduction) throws DamagedFileException {
    try {
      return opencv_imgcodecs.imdecode(encoded, flags(reduction));
    } catch (RuntimeException e) {
      // JavaCPP has no narrower class for a cv::Exception.
      throw undecodable(format, e);
    }
  }

  /** How OpenCV is to decode; the EXIF orientation is left to us. */
  private static int flags(int reduction) {
    return switch (reduction) {
      case 1 -> opencv_imgcodecs.IMREAD_UNCHANGED; // keeps depth and alpha
      case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2 | IMREAD_IGNORE_ORIENTATION;
      case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4 | IMREAD_IGNORE_ORIENTATION;
      case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8 | IMREAD_IGNORE_ORIENTATION;
      default -> throw new IllegalArgumentException("expected 1, 2, 4 or 8 but found " + reduction);
    };
  }

  private static DamagedFileException undecodable(Format format, RuntimeException cause) {
    return new DamagedFileException(
        "is corrupt, or a kind of %s that is not read: its pixels cannot be decoded; open and save it anew with a photo editor"
            .formatted(format.label()),
        cause);
  }

  private static Mat to8Bit(Mat decoded) throws DamagedFileException {
    double scale =
        switch (decoded.depth()) {
          case CV_8U -> 1;
          case CV_16U -> 1 / 257.0;
          case CV_32F, CV_64F -> 255 / white(decoded);
          default ->
              throw new DamagedFileException(
                  "has pixels of a kind that is not read: expected 8 or 16 bits unsigned or floating point but found "
                      + DEPTHS.get(decoded.depth()));
        };
    if (decoded.depth() == CV_8U) {
      return decoded;
    }
    Mat bytes = new Mat();
    decoded.convertTo(bytes, CV_8U, scale, 0); // rounds, and clips what is out of range
    return bytes;
  }

  /**
   * What white is in a picture of floating-point numbers, which no tag says: 1, unless most of what
   * is not black is more; then 255 or 65535. A few numbers above 1 are lights brighter than white.
   * Called inside a scope.
   */
  private static double white(Mat decoded) throws DamagedFileException {
    Mat values = decoded.reshape(1);
    Mat above = new Mat();
    opencv_core.compare(values, new Mat(new double[] {0}), above, opencv_core.CMP_GT);
    int visible = opencv_core.countNonZero(above);
    opencv_core.compare(values, new Mat(new double[] {1}), above, opencv_core.CMP_GT);
    if (2L * opencv_core.countNonZero(above) <= visible) {
      return 1;
    }
    double[] largest = new double[1];
    opencv_core.minMaxLoc(values, new double[1], largest, null, null, null);
    for (double white : new double[] {255, 65535}) {
      if (largest[0] <= white) {
        return white;
      }
    }
    throw new DamagedFileException(
        "has floating-point pixels whose scale is unknown: expected numbers up to 1, 255 or 65535 but found up to %g; save it with 8 or 16 bits"
            .formatted(largest[0]));
  }

  /** The samples of a matrix without the padding that its rows may have. Called inside a scope. */
  static byte[] samples(Mat mat) {
    Mat dense = mat.isContinuous() ? mat : mat.clone();
    byte[] samples = new byte[(int) (dense.total() * dense.channels())];
    dense.data().capacity(samples.length).get(samples);
    return samples;
  }

  private static Alpha alpha(byte[] samples, Mat decoded, byte[] file, Format format)
      throws DamagedFileException {
    return switch (format) {
      // Where all of a BMP's fourth bytes are zero they are padding.
      case BMP -> RgbSamples.lastAllZero(samples, decoded.channels()) ? Alpha.NONE : Alpha.STRAIGHT;
      case TIFF -> new TiffDirectory(file).alpha(decoded.depth() == CV_8U);
      default -> Alpha.STRAIGHT;
    };
  }
}
