package org.caption4j.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence as bags of its n-grams.
 *
 * @param length how many tokens it has
 * @param byLength its n-grams, for n = 1 to {@value #LONGEST}
 */
record Ngrams(int length, List<NgramCounts> byLength) {
  /** The longest n-grams that BLEU and CIDEr look at. */
  static final int LONGEST = 4;

  /** Counts n-grams. Not safe for several threads with the same numbers. */
  static Ngrams of(int[] tokens, NgramIds ids) {
    List<NgramCounts> byLength = new ArrayList<>(LONGEST);
    int[] shorter = new int[0];
    for (int n = 1; n <= LONGEST; n++) {
      int[] grams = new int[Math.max(0, tokens.length - n + 1)];
      for (int i = 0; i < grams.length; i++) {
        int prefix = n == 1 ? NgramIds.NOTHING : shorter[i];
        grams[i] = ids.of(prefix, tokens[i + n - 1]);
      }
      byLength.add(NgramCounts.of(grams));
      shorter = grams;
    }
    return new Ngrams(tokens.length, byLength);
  }

  /** Returns how many n-grams of a length there are, equal ones counted each time. */
  int total(int n) {
    return Math.max(0, length - n + 1);
  }
}
