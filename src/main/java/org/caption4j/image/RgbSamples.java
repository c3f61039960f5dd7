package org.caption4j.image;

/** Makes opaque RGB of OpenCV's grey, grey-alpha, BGR and BGRA samples. */
final class RgbSamples {
  private RgbSamples() {}

  /**
   * Brings any of the four to RGB.
   *
   * @param samples {@code [pixels][channels]}, channels being grey, grey and alpha, BGR or BGRA
   * @param channels 1 to 4
   * @param alpha what the second or fourth channel means
   * @return {@code [pixels][3]}, composited over white
   */
  static byte[] of(byte[] samples, int channels, Alpha alpha) {
    if (channels == 3) {
      return reversed(samples);
    }
    int pixels = samples.length / channels;
    boolean colour = channels >= 3;
    boolean opaque = channels % 2 == 1 || alpha == Alpha.NONE;
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      int from = i * channels;
      int opacity = opaque ? 255 : samples[from + channels - 1] & 0xff;
      for (int c = 0; c < 3; c++) {
        int value = samples[from + (colour ? 2 - c : 0)] & 0xff;
        rgb[3 * i + c] = (byte) overWhite(value, opacity, alpha);
      }
    }
    return rgb;
  }

  /** BGR, as nearly all photos are, needs no question at each pixel. */
  private static byte[] reversed(byte[] bgr) {
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return rgb;
  }

  private static int overWhite(int value, int opacity, Alpha alpha) {
    if (opacity == 255) {
      return value;
    }
    int white = 255 - opacity;
    return alpha == Alpha.PREMULTIPLIED
        ? Math.min(255, value + white)
        : (value * opacity + 127) / 255 + white;
  }

  static boolean lastAllZero(byte[] samples, int channels) {
    for (int i = channels - 1; i < samples.length; i += channels) {
      if (samples[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
