package org.caption4j.image;

/** Colours of other primaries and curves as sRGB; what sRGB cannot show is clipped. */
final class ToSrgb {
  /** XYZ of sRGB's red, green and blue, adapted to D50 as profiles have it. */
  static final double[][] SRGB_PRIMARIES = {
    {0.4360747, 0.2225045, 0.0139322},
    {0.3850649, 0.7168786, 0.0971045},
    {0.1430804, 0.0606169, 0.7141733}
  };

  /** The inverse: XYZ at D50 to linear sRGB, a row a colour. */
  private static final double[][] FROM_XYZ = {
    {3.1338561, -1.6168667, -0.4906146},
    {-0.9787684, 1.9161415, 0.0334540},
    {0.0719453, -0.2289914, 1.4052427}
  };

  /** Differences of so many levels of 255 are those between one program's sRGB and another's. */
  private static final int UNSEEN = 2;

  private static final int STEPS = 1 << 14;
  private static final byte[] ENCODED = encoded();

  private final float[] matrix = new float[9];
  private final float[][] light = new float[3][256];

  /**
   * @param primaries XYZ at D50 of red, green and blue
   * @param red linear light, 0 to 1, of each of the 256 values
   */
  ToSrgb(double[][] primaries, double[] red, double[] green, double[] blue) {
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += FROM_XYZ[to][k] * primaries[from][k];
        }
        matrix[3 * to + from] = (float) (sum * STEPS);
      }
    }
    double[][] curves = {red, green, blue};
    for (int c = 0; c < 3; c++) {
      for (int value = 0; value < 256; value++) {
        light[c][value] = (float) curves[c][value];
      }
    }
  }

  private static byte[] encoded() {
    byte[] values = new byte[STEPS + 1];
    for (int k = 0; k <= STEPS; k++) {
      double x = (double) k / STEPS;
      double y = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
      values[k] = (byte) Math.round(255 * y);
    }
    return values;
  }

  /** Whether any colour becomes visibly another. */
  boolean matters() {
    int[] levels = {0, 32, 64, 96, 128, 160, 192, 224, 255};
    byte[] colours = new byte[3 * levels.length * levels.length * levels.length];
    int at = 0;
    for (int red : levels) {
      for (int green : levels) {
        for (int blue : levels) {
          colours[at++] = (byte) red;
          colours[at++] = (byte) green;
          colours[at++] = (byte) blue;
        }
      }
    }
    byte[] converted = colours.clone();
    apply(converted);
    for (int k = 0; k < colours.length; k++) {
      if (Math.abs((colours[k] & 0xff) - (converted[k] & 0xff)) > UNSEEN) {
        return true;
      }
    }
    return false;
  }

  /**
   * Converts in place.
   *
   * @param rgb {@code [pixels][3]}
   */
  void apply(byte[] rgb) {
    for (int k = 0; k < rgb.length; k += 3) {
      float r = light[0][rgb[k] & 0xff];
      float g = light[1][rgb[k + 1] & 0xff];
      float b = light[2][rgb[k + 2] & 0xff];
      rgb[k] = encode(matrix[0] * r + matrix[1] * g + matrix[2] * b);
      rgb[k + 1] = encode(matrix[3] * r + matrix[4] * g + matrix[5] * b);
      rgb[k + 2] = encode(matrix[6] * r + matrix[7] * g + matrix[8] * b);
    }
  }

  private static byte encode(float linear) {
    return ENCODED[Math.min(STEPS, Math.max(0, (int) (linear + 0.5f)))];
  }
}
