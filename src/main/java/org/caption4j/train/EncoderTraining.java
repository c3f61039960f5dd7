package org.caption4j.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which of an encoder's layers are trained along with the decoder, how fast, and on what.
 *
 * @param layers how many of the layers with weights, counted from the last one; {@link #ALL} for
 *     all
 * @param rate Adam's learning rate for the last of them in the first epoch; it decays as the
 *     decoder's does
 * @param firstLayerFactor the rate of the first of them over that of the last, in (0, 1]; between
 *     them rates grow geometrically. Checkpoints before it was known hold 0, which means 1
 * @param photoSize height and width of the photos in training, or 0 for those of the encoder's
 *     preprocessing. Objects look larger in crops than in whole photos, and so whole photos may be
 *     larger than crops (Touvron et al. 2019)
 * @param dropPath the rate at which the last residual block's branch is left out, in [0, 1); that
 *     of earlier blocks is lower
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EncoderTraining(
    int layers, double rate, double firstLayerFactor, int photoSize, double dropPath) {
  /** More layers than any encoder has. */
  public static final int ALL = Integer.MAX_VALUE;

  /**
   * The part of the first epoch in which the encoder's rate rises to its full height: Adam's first
   * steps are as large as all others, whatever the gradient.
   */
  private static final double WARM_UP = 0.25;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public EncoderTraining {
    if (layers < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 layer of the encoder to train but found " + layers);
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "expected a learning rate of the encoder above 0 but found " + rate);
    }
    if (firstLayerFactor == 0) {
      firstLayerFactor = 1;
    }
    if (!(firstLayerFactor > 0 && firstLayerFactor <= 1)) {
      throw new IllegalArgumentException(
          "expected a factor on the first layer's rate in (0, 1] but found " + firstLayerFactor);
    }
    if (photoSize < 0) {
      throw new IllegalArgumentException(
          "expected a photo size in training of at least 1 but found " + photoSize);
    }
    if (!(dropPath >= 0 && dropPath < 1)) {
      throw new IllegalArgumentException(
          "expected a drop-path rate in [0, 1) but found " + dropPath);
    }
  }

  /**
   * Returns a training of layers at one rate, on photos of the encoder's size.
   *
   * @param layers the last ones
   * @param rate Adam's learning rate for all of them
   */
  public static EncoderTraining of(int layers, double rate) {
    return new EncoderTraining(layers, rate, 1, 0, 0);
  }

  /**
   * Returns the last layer's rate.
   *
   * @param epoch 1 for the first
   * @param share of the epoch's steps that are done when this one is, in (0, 1]
   */
  double rate(TrainingSettings settings, int epoch, double share) {
    double warm = epoch == 1 ? Math.min(1, share / WARM_UP) : 1;
    return warm * rate * settings.learningRate(epoch) / settings.learningRate();
  }
}
