package org.caption4j.benchmark;

import java.util.Arrays;

/**
 * How a competitor did.
 *
 * @param name the competitor's
 * @param median seconds, the middle one of all rounds
 * @param least seconds of its best round
 */
record Standing(String name, double median, double least) {
  static Standing of(String name, double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Standing(name, Median.of(seconds), sorted[0]);
  }
}
