package org.caption4j.benchmark;

import java.util.Arrays;

/** The middle of some numbers, which one slow round does not move. */
final class Median {
  private Median() {}

  /** Returns the middle one, or the mean of the two in the middle. */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
