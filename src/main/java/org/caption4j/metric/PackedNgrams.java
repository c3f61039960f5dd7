package org.caption4j.metric;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * N-grams of token ids, each packed into one number of 64 bits: 16 bits a token, the last token
 * lowest. Id 0 is START, which no caption contains, so that n-grams of different lengths differ.
 */
final class PackedNgrams {
  /** Ids are below this. */
  static final int MOST_TOKENS = 1 << Short.SIZE;

  private PackedNgrams() {}

  /**
   * Packs the n-grams of one length.
   *
   * @param tokens a sentence
   * @param n tokens of an n-gram, 1 to {@value Ngrams#LONGEST}
   * @return its n-grams in ascending order, as often as they come
   * @throws IllegalArgumentException if an id does not fit
   */
  static long[] sorted(int[] tokens, int n) {
    long[] packed = new long[Math.max(0, tokens.length - n + 1)];
    for (int i = 0; i < packed.length; i++) {
      for (int k = i; k < i + n; k++) {
        packed[i] = packed[i] << Short.SIZE | checked(tokens[k]);
      }
    }
    Arrays.sort(packed);
    return packed;
  }

  /** Counts the n-grams of one length and weighs them. */
  static TermVector weighted(int[] tokens, int n, LongToDoubleFunction weight) {
    long[] terms = sorted(tokens, n);
    int[] counts = new int[terms.length];
    int distinct = 0;
    for (int i = 0; i < terms.length; i++) {
      if (i == 0 || terms[i] != terms[distinct - 1]) {
        terms[distinct++] = terms[i];
      }
      counts[distinct - 1]++;
    }
    return TermVector.of(Arrays.copyOf(terms, distinct), counts, weight);
  }

  private static int checked(int token) {
    if (token < 1 || token >= MOST_TOKENS) {
      throw new IllegalArgumentException(
          "expected token ids from 1 to %d but found %d: n-grams of larger vocabularies are not counted"
              .formatted(MOST_TOKENS - 1, token));
    }
    return token;
  }
}
