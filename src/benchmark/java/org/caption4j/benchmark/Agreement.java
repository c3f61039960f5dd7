package org.caption4j.benchmark;

import java.util.Locale;

/**
 * How alike the numbers of two libraries are. Nobody wins by computing something else.
 *
 * @param cosine of the angle between them
 * @param difference the largest, as a part of the largest number
 */
record Agreement(double cosine, double difference) {
  /** What the order of summation changes in a deep network, and more. */
  private static final double TOLERANCE = 1e-3;

  /**
   * @throws IllegalStateException if there are more of the ones than of the others
   */
  static Agreement of(float[] expected, float[] found) {
    if (expected.length != found.length) {
      throw new IllegalStateException(
          "expected " + expected.length + " numbers but found " + found.length);
    }
    double product = 0;
    double ours = 0;
    double theirs = 0;
    double largest = 0;
    double difference = 0;
    for (int k = 0; k < expected.length; k++) {
      product += (double) expected[k] * found[k];
      ours += (double) expected[k] * expected[k];
      theirs += (double) found[k] * found[k];
      largest = Math.max(largest, Math.abs(expected[k]));
      difference = Math.max(difference, Math.abs(expected[k] - found[k]));
    }
    return new Agreement(product / Math.sqrt(ours * theirs), difference / largest);
  }

  /**
   * @param who computed what was found
   * @throws IllegalStateException if the numbers are not the same but for rounding
   */
  Agreement require(String who) {
    // written so that not-a-number does not pass
    if (!(cosine > 1 - TOLERANCE && difference < TOLERANCE)) {
      throw new IllegalStateException(
          "%s: expected the same numbers but for %s of the largest, found %s"
              .formatted(who, TOLERANCE, this));
    }
    return this;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "cosine %.7f, largest difference %.1e of the largest", cosine, difference);
  }
}
