package org.caption4j.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an epoch gave.
 *
 * @param epoch 1 for the first
 * @param learningRate in this epoch
 * @param trainLoss mean loss a token, in nats, with dropout, over the epoch
 * @param trainPerplexity {@code exp(trainLoss)}
 * @param validationLoss mean loss a token, in nats, without dropout, after the epoch; of several
 *     data sets the mean of theirs
 * @param validationPerplexity {@code exp(validationLoss)}
 * @param validationCider CIDEr-D of sentences found by beam search for the validation photos; of
 *     several data sets the mean of theirs; null where the best epoch is not chosen by it
 * @param validationSets the figures of each validation set, in order; none in figures that were
 *     saved before there could be several
 * @param gradientNorm mean global norm before clipping
 * @param captionsPerSecond in training
 * @param seconds the epoch took, validation included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EpochFigures(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainPerplexity,
    double validationLoss,
    double validationPerplexity,
    Double validationCider,
    List<SetFigures> validationSets,
    double gradientNorm,
    double captionsPerSecond,
    double seconds) {
  /** Copies the list. */
  public EpochFigures {
    validationSets = validationSets == null ? List.of() : List.copyOf(validationSets);
  }

  /**
   * What an epoch gave on the training captions.
   *
   * @param learningRate in this epoch
   * @param loss mean loss a token, in nats, with dropout
   * @param gradientNorm mean global norm before clipping
   * @param captionsPerSecond in training
   */
  record Training(
      double learningRate, double loss, double gradientNorm, double captionsPerSecond) {}

  /**
   * @param epoch 1 for the first
   * @param training on the training captions
   * @param validation on each validation set, at least one
   * @param seconds the epoch took, validation included
   */
  static EpochFigures of(
      int epoch, Training training, List<SetFigures> validation, double seconds) {
    double loss = mean(validation, SetFigures::loss);
    boolean scored = validation.stream().allMatch(set -> set.cider() != null);
    return new EpochFigures(
        epoch,
        training.learningRate(),
        training.loss(),
        Math.exp(training.loss()),
        loss,
        Math.exp(loss),
        scored ? mean(validation, SetFigures::cider) : null,
        validation,
        training.gradientNorm(),
        training.captionsPerSecond(),
        seconds);
  }

  private static Double mean(List<SetFigures> sets, ToDoubleFunction<SetFigures> figure) {
    return sets.stream().mapToDouble(figure).average().orElseThrow();
  }

  /** Returns the CIDEr-D, NaN where there is none. */
  double cider() {
    return validationCider == null ? Double.NaN : validationCider;
  }
}
