package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;

/** The figures of a training's epochs so far, and what follows from them. */
final class TrainingHistory {
  private final List<EpochFigures> epochs = new ArrayList<>();

  /** Returns the figures, in order. */
  List<EpochFigures> epochs() {
    return List.copyOf(epochs);
  }

  /** Returns the number of the epoch to come, 1 for the first. */
  int next() {
    return epochs.size() + 1;
  }

  /**
   * Whether all epochs are done, or {@link TrainingSettings#patience()} epochs in a row have
   * brought nothing.
   */
  boolean isOver(TrainingSettings settings) {
    double best = bestPerplexity();
    int since = 0;
    for (EpochFigures figures : epochs) {
      since = figures.validationPerplexity() == best ? 0 : since + 1;
    }
    return epochs.size() >= settings.epochs() || since >= settings.patience();
  }

  /**
   * Adds an epoch.
   *
   * @return whether no earlier one had a lower validation perplexity
   */
  boolean add(EpochFigures figures) {
    boolean best = figures.validationPerplexity() < bestPerplexity();
    epochs.add(figures);
    return best;
  }

  /** Puts the figures of an earlier run in place of these. */
  void restore(List<EpochFigures> earlier) {
    epochs.clear();
    epochs.addAll(earlier);
  }

  private double bestPerplexity() {
    return epochs.stream()
        .mapToDouble(EpochFigures::validationPerplexity)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
