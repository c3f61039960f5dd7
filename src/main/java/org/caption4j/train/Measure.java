package org.caption4j.train;

import org.caption4j.tensor.SoftTargets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A teacher's mean opinions over some photos, and how far single ones are from them.
 *
 * @param features [d], the mean
 * @param logits [c], the mean; c perhaps 0
 * @param units what losses are measured in
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Measure(float[] features, float[] logits, Units units) {
  /** Keeps a teacher that always says the same from making a loss infinite. */
  private static final double TINY = 1e-12;

  /**
   * How far single opinions are from the mean.
   *
   * @param variance mean of {@code |t - mean t|^2} of the features
   * @param divergence mean divergence of the logits from their mean; 1 where there are none
   */
  record Units(double variance, double divergence) {}

  /**
   * Takes the measure.
   *
   * @param opinions of n photos
   * @param n how many
   * @param temperature that logits are softened by
   */
  static Measure of(Opinions opinions, int n, double temperature) {
    float[] features = mean(opinions.features(), n);
    double square = 0;
    for (int k = 0; k < opinions.features().length; k++) {
      double difference = opinions.features()[k] - features[k % features.length];
      square += difference * difference;
    }
    float[] logits = mean(opinions.logits(), n);
    double divergence = logits.length == 0 ? n : divergence(opinions.logits(), logits, temperature);
    Units units = new Units(Math.max(TINY, square / n), Math.max(TINY, divergence / n));
    return new Measure(features, logits, units);
  }

  private static float[] mean(float[] rows, int n) {
    double[] sum = new double[rows.length / n];
    for (int k = 0; k < rows.length; k++) {
      sum[k % sum.length] += rows[k];
    }
    float[] mean = new float[sum.length];
    for (int k = 0; k < mean.length; k++) {
      mean[k] = (float) (sum[k] / n);
    }
    return mean;
  }

  private static double divergence(float[] rows, float[] mean, double temperature) {
    float[] means = new float[rows.length];
    for (int k = 0; k < rows.length; k++) {
      means[k] = mean[k % mean.length];
    }
    try (INDArray student = Nd4j.createFromArray(means);
        INDArray teacher = Nd4j.createFromArray(rows)) {
      return SoftTargets.divergence(
          student.reshape(-1, mean.length), teacher.reshape(-1, mean.length), temperature, 0);
    }
  }
}
