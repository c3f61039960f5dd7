package org.caption4j.train;

/** Told how a training goes. */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /**
   * Captions of a data set are not used, since they are null or blank.
   *
   * @param data what to call the data set
   * @param captions how many, at least 1
   */
  default void captionsLeftOut(String data, int captions) {}

  /**
   * Memory is about to be taken.
   *
   * @param bytes that parameters, their average, gradient and moments, and a step take
   */
  default void memoryNeeded(long bytes) {}

  /**
   * An epoch begins.
   *
   * @param epoch 1 for the first
   * @param epochs at most
   * @param captions that it will train on
   */
  default void epochStarted(int epoch, int epochs, int captions) {}

  /**
   * A batch is done.
   *
   * @param captionsDone in this epoch so far
   * @param meanLoss a token, in nats, in this epoch so far
   */
  default void batchDone(int captionsDone, double meanLoss) {}

  /**
   * An epoch is done and saved.
   *
   * @param figures what it gave
   * @param best whether it is better than all earlier ones by the settings' criterion
   */
  default void epochDone(EpochFigures figures, boolean best) {}
}
