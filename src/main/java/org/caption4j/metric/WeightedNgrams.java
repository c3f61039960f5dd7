package org.caption4j.metric;

import java.util.List;

/** A sentence as CIDEr-D compares it: its weighted n-grams, by their lengths. Immutable. */
public final class WeightedNgrams {
  private static final double SIGMA = 6;
  private static final double SCALE = 10;

  private final int bigrams;
  private final List<TermVector> byLength;

  /**
   * @param tokens how many the sentence has
   * @param byLength its n-grams, for n = 1 to {@value Ngrams#LONGEST}
   */
  WeightedNgrams(int tokens, List<TermVector> byLength) {
    this.bigrams = Math.max(0, tokens - 1);
    this.byLength = byLength;
  }

  /**
   * Compares this sentence with one reference: the mean over n of the clipped cosines, less where
   * the lengths differ. It is not symmetric, because only this sentence is clipped.
   *
   * @param reference a sentence with weights of the same document frequencies
   * @return CIDEr-D, 0 to 10
   */
  public double similarity(WeightedNgrams reference) {
    return SCALE * unscaled(reference);
  }

  /**
   * Compares this sentence with several references.
   *
   * @param references at least one, with weights of the same document frequencies
   * @return the mean CIDEr-D, 0 to 10
   */
  double similarity(List<WeightedNgrams> references) {
    double sum = 0;
    for (WeightedNgrams reference : references) {
      sum += unscaled(reference);
    }
    return SCALE * sum / references.size();
  }

  private double unscaled(WeightedNgrams reference) {
    double sum = 0;
    for (int i = 0; i < Ngrams.LONGEST; i++) {
      sum += byLength.get(i).clippedCosine(reference.byLength.get(i));
    }
    double delta = bigrams - reference.bigrams;
    return sum / Ngrams.LONGEST * Math.exp(-delta * delta / (2 * SIGMA * SIGMA));
  }
}
