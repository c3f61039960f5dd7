package org.caption4j.benchmark;

import java.io.IOException;

/** A question that the benchmarks answer. */
interface Part {
  /**
   * Measures.
   *
   * @param rounds turns that each competitor gets; medians are taken over them
   * @throws IOException if a file cannot be read or written
   * @throws IllegalStateException if competitors do not compute the same
   */
  Section measure(int rounds) throws IOException;
}
