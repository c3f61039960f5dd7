package org.caption4j.cli;

import org.caption4j.train.DistillationLoss;
import picocli.CommandLine.Option;

/** What a student is to agree with its teacher in. */
final class LossOptions {
  @Bounds(max = 1_000_000)
  @Option(
      names = "--feature-weight",
      paramLabel = "X",
      description = "weight of the features in the loss",
      defaultValue = "1")
  private double features;

  @Bounds(max = 1_000_000)
  @Option(
      names = "--logit-weight",
      paramLabel = "X",
      description = "weight of the classes in the loss, if the teacher tells any",
      defaultValue = "1")
  private double logits;

  @Bounds(max = 1000)
  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "that the classes' probabilities are softened by",
      defaultValue = "3")
  private double temperature;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  DistillationLoss loss() {
    return new DistillationLoss(features, logits, temperature);
  }
}
