package org.caption4j.cli;

import org.caption4j.train.Criterion;
import org.caption4j.train.TrainingSettings;
import picocli.CommandLine.Option;

/** How a decoder is trained, and for how long. */
final class ScheduleOptions {
  @Bounds(min = 1, max = 10_000)
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "epochs, at most",
      defaultValue = "12")
  private int epochs;

  @Bounds(min = 1, max = 4096)
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "captions a step",
      defaultValue = "128")
  private int batch;

  @Bounds(max = 10)
  @Option(
      names = "--rate",
      paramLabel = "X",
      description = "Adam's learning rate in the first epoch",
      defaultValue = "0.002")
  private double rate;

  @Bounds(max = 1)
  @Option(
      names = "--decay",
      paramLabel = "X",
      description = "factor on the rate from epoch to epoch",
      defaultValue = "0.75")
  private double decay;

  @Bounds(max = 1)
  @Option(
      names = "--dropout",
      paramLabel = "X",
      description = "rate of dropout on embeddings and hidden states",
      defaultValue = "0.25")
  private double dropout;

  @Bounds(max = 1)
  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "share of a token's probability that all tokens have in common",
      defaultValue = "0")
  private double labelSmoothing;

  @Bounds(max = 10)
  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "times the learning rate, what the parameters lose of themselves in a step",
      defaultValue = "0")
  private double weightDecay;

  @Bounds(max = 1_000_000)
  @Option(
      names = "--clip",
      paramLabel = "X",
      description = "largest global norm of a gradient",
      defaultValue = "5")
  private double clip;

  @Bounds(max = 1)
  @Option(
      names = "--average",
      paramLabel = "X",
      description =
          "share of the parameters' moving average that stays in a step; the average is the model",
      defaultValue = "0.998")
  private double inertia;

  @Bounds(min = 1, max = 10_000)
  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "epochs without a better one, by --select, before training stops",
      defaultValue = "3")
  private int patience;

  @Option(
      names = "--select",
      description =
          "what the best epoch is chosen by, on the validation sets: ${COMPLETION-CANDIDATES}; cider is that of sentences found by beam search, width 3, for all validation photos after each epoch",
      defaultValue = "perplexity")
  private Criterion criterion;

  @Bounds(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of starting values, order and dropout",
      defaultValue = "1")
  private long seed;

  double rate() {
    return rate;
  }

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  TrainingSettings settings() {
    return new TrainingSettings(
            epochs, batch, rate, decay, dropout, dropout, clip, inertia, patience, seed)
        .with(labelSmoothing, weightDecay)
        .with(criterion);
  }
}
