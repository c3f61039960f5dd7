package org.caption4j.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a decoder is trained.
 *
 * @param epochs passes over the training captions, at most
 * @param batchSize captions a step
 * @param learningRate Adam's rate in the first epoch
 * @param learningRateDecay factor on the rate from each epoch to the next, in (0, 1]
 * @param embeddingDropout probability that a component of a word's embedding is dropped
 * @param outputDropout probability that a component of a hidden state is dropped before the output
 *     layer
 * @param clipNorm largest global norm of a gradient; a longer one is scaled down to it (Pascanu et
 *     al. 2013)
 * @param inertia the share of the parameters' moving average that stays in a step, in [0, 1): the
 *     average is what is judged and kept (Tarvainen and Valpola 2017); 0 for the parameters
 *     themselves
 * @param patience epochs without a better one, by the criterion, after which training stops
 * @param seed of starting values, order and dropout
 * @param labelSmoothing the share of a token's probability that all tokens have in common, in [0,
 *     1); 0 in settings saved before there was a choice, as is the next
 * @param weightDecay times the learning rate, what the parameters lose of themselves in a step
 * @param criterion what the best epoch is chosen by; null, as in settings saved before there was a
 *     choice, for perplexity
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TrainingSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double learningRateDecay,
    double embeddingDropout,
    double outputDropout,
    double clipNorm,
    double inertia,
    int patience,
    long seed,
    double labelSmoothing,
    double weightDecay,
    Criterion criterion) {
  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TrainingSettings {
    require(epochs >= 1, "at least 1 epoch", epochs);
    require(batchSize >= 1, "a batch of at least 1", batchSize);
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "a finite learning rate above 0",
        learningRate);
    require(
        learningRateDecay > 0 && learningRateDecay <= 1,
        "a learning-rate decay in (0, 1]",
        learningRateDecay);
    require(isRate(embeddingDropout), "an embedding dropout in [0, 1)", embeddingDropout);
    require(isRate(outputDropout), "an output dropout in [0, 1)", outputDropout);
    require(clipNorm > 0, "a clipping norm above 0", clipNorm);
    require(isRate(inertia), "an average that keeps [0, 1)", inertia);
    require(patience >= 1, "a patience of at least 1 epoch", patience);
    require(isRate(labelSmoothing), "a label smoothing in [0, 1)", labelSmoothing);
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "a finite weight decay of at least 0",
        weightDecay);
    criterion = criterion == null ? Criterion.PERPLEXITY : criterion;
  }

  /**
   * Settings without label smoothing and weight decay, which choose the best epoch by perplexity.
   */
  public TrainingSettings(
      int epochs,
      int batchSize,
      double learningRate,
      double learningRateDecay,
      double embeddingDropout,
      double outputDropout,
      double clipNorm,
      double inertia,
      int patience,
      long seed) {
    this(
        epochs,
        batchSize,
        learningRate,
        learningRateDecay,
        embeddingDropout,
        outputDropout,
        clipNorm,
        inertia,
        patience,
        seed,
        0,
        0,
        Criterion.PERPLEXITY);
  }

  /**
   * Returns these settings with another criterion.
   *
   * @param other what the best epoch is chosen by
   */
  public TrainingSettings with(Criterion other) {
    return copy(epochs, learningRate, patience, labelSmoothing, weightDecay, other);
  }

  /**
   * Returns these settings with other means against learning by heart.
   *
   * @param smoothing of labels, in [0, 1)
   * @param decay of weights, at least 0
   */
  public TrainingSettings with(double smoothing, double decay) {
    return copy(epochs, learningRate, patience, smoothing, decay, criterion);
  }

  /**
   * The learning rate of an epoch.
   *
   * @param epoch 1 for the first
   */
  double learningRate(int epoch) {
    return learningRate * Math.pow(learningRateDecay, epoch - 1);
  }

  /** The same settings for another number of epochs. */
  TrainingSettings withEpochs(int otherEpochs) {
    return with(otherEpochs, learningRate, patience);
  }

  /** The same settings where a learning rate has fallen for some epochs already. */
  TrainingSettings after(int epochsDone) {
    return with(epochs, learningRate(epochsDone + 1), patience);
  }

  /**
   * Whether a run with these settings may go on where one with the others stopped: only the end may
   * differ.
   */
  boolean continues(TrainingSettings other) {
    return with(other.epochs, learningRate, other.patience).equals(other);
  }

  private TrainingSettings with(int otherEpochs, double otherRate, int otherPatience) {
    return copy(otherEpochs, otherRate, otherPatience, labelSmoothing, weightDecay, criterion);
  }

  private TrainingSettings copy(
      int otherEpochs,
      double otherRate,
      int otherPatience,
      double smoothing,
      double decay,
      Criterion other) {
    return new TrainingSettings(
        otherEpochs,
        batchSize,
        otherRate,
        learningRateDecay,
        embeddingDropout,
        outputDropout,
        clipNorm,
        inertia,
        otherPatience,
        seed,
        smoothing,
        decay,
        other);
  }

  private static boolean isRate(double rate) {
    return rate >= 0 && rate < 1;
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + " but found " + found);
    }
  }
}
