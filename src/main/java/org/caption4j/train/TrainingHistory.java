package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;

/** The figures of a training's epochs so far, and what follows from them. */
final class TrainingHistory {
  private final Criterion criterion;
  private final List<EpochFigures> epochs = new ArrayList<>();

  /**
   * @param criterion what the best epoch is chosen by
   */
  TrainingHistory(Criterion criterion) {
    this.criterion = criterion;
  }

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
    int since = epochs.isEmpty() ? 0 : epochs.size() - criterion.best(epochs).epoch();
    return epochs.size() >= settings.epochs() || since >= settings.patience();
  }

  /**
   * Adds an epoch.
   *
   * @return whether it is better than all earlier ones
   * @throws BadInputException if its losses are no finite numbers, so that there is nothing to keep
   */
  boolean add(EpochFigures figures) throws BadInputException {
    requireFinite(figures.epoch(), figures.trainLoss());
    requireFinite(figures.epoch(), figures.validationLoss());
    boolean best =
        epochs.isEmpty() || criterion.cost(figures) < criterion.cost(criterion.best(epochs));
    epochs.add(figures);
    return best;
  }

  /**
   * Refuses a loss that no training comes back from.
   *
   * @throws BadInputException if it is infinite or NaN
   */
  static void requireFinite(int epoch, double loss) throws BadInputException {
    if (!Double.isFinite(loss)) {
      throw new BadInputException(
          "the training failed in epoch %d: expected a finite loss, found %s; nothing of this epoch is saved; train with a lower rate"
              .formatted(epoch, loss));
    }
  }

  /** Puts the figures of an earlier run in place of these. */
  void restore(List<EpochFigures> earlier) {
    epochs.clear();
    epochs.addAll(earlier);
  }
}
