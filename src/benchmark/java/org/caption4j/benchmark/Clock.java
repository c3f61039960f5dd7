package org.caption4j.benchmark;

/** Seconds on the wall. */
final class Clock {
  private static final double NANO = 1e-9;

  private Clock() {}

  /** Returns the seconds that some work takes. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return since(start);
  }

  /** Returns the seconds since {@link System#nanoTime} was {@code start}. */
  static double since(long start) {
    return (System.nanoTime() - start) * NANO;
  }
}
