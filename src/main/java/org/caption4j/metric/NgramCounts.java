package org.caption4j.metric;

import java.util.Arrays;

/**
 * The n-grams of one length in a sentence.
 *
 * @param ids their numbers, each once, ascending
 * @param counts how often each comes
 */
record NgramCounts(int[] ids, int[] counts) {
  /** Counts n-grams. */
  static NgramCounts of(int[] occurrences) {
    int[] sorted = occurrences.clone();
    Arrays.sort(sorted);
    int[] counts = new int[sorted.length];
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[distinct - 1]) {
        sorted[distinct++] = sorted[i];
      }
      counts[distinct - 1]++;
    }
    return new NgramCounts(Arrays.copyOf(sorted, distinct), Arrays.copyOf(counts, distinct));
  }

  /** Returns how often an n-gram comes. */
  int count(int id) {
    int at = Arrays.binarySearch(ids, id);
    return at < 0 ? 0 : counts[at];
  }
}
