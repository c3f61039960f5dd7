package org.caption4j.train;

/**
 * How an encoder is trained to see as another one does.
 *
 * @param epochs passes over the photos, at most
 * @param minutes after which training ends, at most; infinite for as long as the epochs take
 * @param batchSize photos a step
 * @param learningRate Adam's rate at the start; it falls to zero along half a cosine, by epochs or
 *     by minutes, whichever end sooner
 * @param seed of starting values, order and crops
 */
public record DistillationSettings(
    int epochs, double minutes, int batchSize, double learningRate, long seed) {
  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DistillationSettings {
    if (epochs < 1 || !(minutes > 0) || batchSize < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "expected at least 1 epoch, a time above 0, a batch of at least 1 and a learning rate above 0");
    }
  }

  /**
   * Returns how much of the training is over.
   *
   * @param epochsDone with a fraction
   * @param minutesDone with a fraction
   * @return 0 at the start, 1 at the end
   */
  double progress(double epochsDone, double minutesDone) {
    return Math.min(1, Math.max(epochsDone / epochs, minutesDone / minutes));
  }

  /** Returns the learning rate at a progress. */
  double rate(double progress) {
    return learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
