package org.caption4j.captioner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.caption4j.decoder.Hypothesis;
import org.caption4j.metric.DocumentFrequencies;
import org.caption4j.metric.WeightedNgrams;

/**
 * Chooses the hypotheses with the least Bayes risk (Kumar and Byrne, Minimum Bayes-risk decoding
 * for statistical machine translation, HLT-NAACL 2004): those with the highest expected CIDEr-D, as
 * if each of the other hypotheses were the reference, with a probability that grows with its score.
 *
 * <p>Equally good ones keep their order. Has no state: several threads may use one.
 */
final class Consensus implements Choice {
  /**
   * Power to which {@code exp(score)} is raised to weigh a hypothesis; 0 weighs all alike. Of 0,
   * 0.5, 1, 2 and 4, this gave the best CIDEr (docs/training.md).
   */
  private static final double EXPONENT = 2;

  private final DocumentFrequencies frequencies;
  private final int best;

  /**
   * @param frequencies weigh n-grams of the decoder's tokens
   * @param best how many captions a photo gets
   */
  Consensus(DocumentFrequencies frequencies, int best) {
    this.frequencies = frequencies;
    this.best = best;
  }

  @Override
  public List<Hypothesis> of(List<Hypothesis> hypotheses) {
    List<WeightedNgrams> sentences =
        hypotheses.stream().map(hypothesis -> frequencies.weigh(hypothesis.tokens())).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < hypotheses.size(); i++) {
      candidates.add(new Candidate(hypotheses.get(i), agreement(i, hypotheses, sentences)));
    }
    return candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::agreement).reversed())
        .limit(best)
        .map(Candidate::hypothesis)
        .toList();
  }

  /** Returns the weighted mean CIDEr-D of a hypothesis against all others, 0 if there are none. */
  private static double agreement(
      int i, List<Hypothesis> hypotheses, List<WeightedNgrams> sentences) {
    double highest = Double.NEGATIVE_INFINITY; // taken off all scores, so that no sum underflows
    for (int j = 0; j < hypotheses.size(); j++) {
      highest = j == i ? highest : Math.max(highest, hypotheses.get(j).score());
    }
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < hypotheses.size(); j++) {
      if (j != i) {
        double weight = Math.exp(EXPONENT * (hypotheses.get(j).score() - highest));
        sum += weight * sentences.get(i).similarity(sentences.get(j));
        weights += weight;
      }
    }
    return weights == 0 ? 0 : sum / weights;
  }

  private record Candidate(Hypothesis hypothesis, double agreement) {}
}
