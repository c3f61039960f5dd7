package org.caption4j.benchmark;

/**
 * Somebody who does the work of a {@link Contest}.
 *
 * @param name for people
 * @param factor what a run's seconds are multiplied by: 1/8 for a run of eight photos whose seconds
 *     a photo are wanted
 * @param work one run
 */
record Competitor(String name, double factor, Runnable work) {
  /** A run's seconds are those that are wanted. */
  Competitor(String name, Runnable work) {
    this(name, 1, work);
  }
}
