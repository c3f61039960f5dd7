package org.caption4j.train;

/**
 * What a student is to agree with its teacher in, and how much each counts.
 *
 * <p>Both parts are measured in what a student has that always says the mean, so that each is about
 * 1 at the start, and 0 for the teacher itself.
 *
 * @param featureWeight of the squared difference of the features
 * @param logitWeight of the divergence of the softened probabilities (Hinton et al. 2015)
 * @param temperature that they are softened by
 */
public record DistillationLoss(double featureWeight, double logitWeight, double temperature) {
  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DistillationLoss {
    if (!(featureWeight >= 0)
        || !(logitWeight >= 0)
        || !(featureWeight + logitWeight > 0)
        || !(temperature > 0)) {
      throw new IllegalArgumentException(
          "expected weights of features and logits of at least 0, one of them above, and a temperature above 0");
    }
  }
}
