package org.caption4j.train;

/** One seed for many things that are random each for itself. */
final class Seeds {
  private static final long PRIME = 1_000_003;

  private Seeds() {}

  /**
   * Returns another seed for each number.
   *
   * @param seed of the whole training
   * @param number of the thing
   */
  static long of(long seed, long number) {
    return seed * PRIME + number;
  }

  /** Returns another seed for each step of each epoch. */
  static long of(long seed, int epoch, int step) {
    return of(seed, ((long) epoch << 32) + step);
  }
}
