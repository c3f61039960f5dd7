package org.caption4j.train;

/**
 * Which of an encoder's layers are trained along with the decoder, and how fast.
 *
 * @param layers how many of the layers with weights: the last ones
 * @param rate Adam's learning rate for them in the first epoch; it decays as the decoder's does
 */
public record EncoderTraining(int layers, double rate) {
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
  }

  /** Returns the rate in an epoch, 1 for the first. */
  double rate(TrainingSettings settings, int epoch) {
    return rate * settings.learningRate(epoch) / settings.learningRate();
  }
}
