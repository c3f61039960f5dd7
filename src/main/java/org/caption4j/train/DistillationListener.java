package org.caption4j.train;

import org.caption4j.BadInputException;
import org.caption4j.encoder.FeatureExtractor;

/** Told how a distillation goes. */
public interface DistillationListener {
  /** Listens to nothing. */
  DistillationListener SILENT = new DistillationListener() {};

  /**
   * Photos are read.
   *
   * @param what which photos
   * @param photos how many
   * @return told of progress
   */
  default FeatureExtractor.Listener reading(String what, int photos) {
    return new FeatureExtractor.Listener() {
      @Override
      public void progress(int done) {}

      @Override
      public void skipped(BadInputException fault) {}
    };
  }

  /**
   * Training begins.
   *
   * @param photos to train on
   * @param heldOut photos to judge by
   * @param weights of the student
   * @param epochsDone by an earlier run
   */
  default void ready(int photos, int heldOut, long weights, int epochsDone) {}

  /**
   * A batch is done.
   *
   * @param epoch 1 for the first
   * @param photosDone in this epoch
   * @param photos that the epoch has
   * @param meanLoss in this epoch
   */
  default void batchDone(int epoch, int photosDone, int photos, double meanLoss) {}

  /** An epoch is done and saved. */
  default void epochDone(DistillationFigures figures) {}
}
