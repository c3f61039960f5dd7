package org.caption4j.metric;

import java.util.function.LongToDoubleFunction;

/**
 * The n-grams of one length in a sentence, weighted: a sparse vector.
 *
 * @param terms the n-grams' numbers, each once, ascending
 * @param values how often each comes, times its weight; none is negative
 * @param norm the Euclidean norm of the values
 */
record TermVector(long[] terms, double[] values, double norm) {
  /**
   * Weighs n-grams.
   *
   * @param terms their numbers, each once, ascending
   * @param counts how often each comes
   * @param weight gives an n-gram's weight, at least 0
   */
  static TermVector of(long[] terms, int[] counts, LongToDoubleFunction weight) {
    double[] values = new double[terms.length];
    double squares = 0;
    for (int i = 0; i < terms.length; i++) {
      values[i] = counts[i] * weight.applyAsDouble(terms[i]);
      squares += values[i] * values[i];
    }
    return new TermVector(terms, values, Math.sqrt(squares));
  }

  /**
   * Returns the cosine between this vector, its values cut down to the reference's, and the
   * reference: 0 to 1, and 0 where either vector is 0.
   */
  double clippedCosine(TermVector reference) {
    double norms = norm * reference.norm;
    if (norms == 0) {
      return 0;
    }
    double product = 0;
    int j = 0;
    for (int i = 0; i < terms.length; i++) {
      while (j < reference.terms.length && reference.terms[j] < terms[i]) {
        j++;
      }
      if (j < reference.terms.length && reference.terms[j] == terms[i]) {
        product += Math.min(values[i], reference.values[j]) * reference.values[j];
      }
    }
    return product / norms;
  }
}
