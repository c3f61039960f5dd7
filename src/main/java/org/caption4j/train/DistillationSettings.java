package org.caption4j.train;

/**
 * How an encoder is trained to see as another one does.
 *
 * @param epochs at most
 * @param epochPhotos photos of an epoch, after which there are figures and a checkpoint; at most
 *     all
 * @param minutes after which training ends, at most; infinite for as long as the epochs take
 * @param batchSize photos a step
 * @param views parts of each photo that the teacher looks at; a pass beyond as many sees them again
 * @param firstSize side of the photos at the start, in pixels; it grows over the first four fifths
 *     of the training
 * @param learningRate Adam's rate at the start; it falls to zero along half a cosine, by epochs or
 *     by minutes, whichever end sooner
 * @param kernelRate the rate of the convolutions' kernels, which move by {@link
 *     org.caption4j.tensor.OrthogonalUpdate}; it falls likewise
 * @param warmUpSteps over which the rate rises to that
 * @param weightDecay the share of a weight that goes away in a step, times the rate
 * @param inertia the share that stays in a step of the moving average of the weights, which is what
 *     is judged and written
 * @param loss what the student is to agree with its teacher in
 * @param seed of starting values, order, crops and light
 */
public record DistillationSettings(
    int epochs,
    int epochPhotos,
    double minutes,
    int batchSize,
    int views,
    int firstSize,
    double learningRate,
    double kernelRate,
    int warmUpSteps,
    double weightDecay,
    double inertia,
    DistillationLoss loss,
    long seed) {
  /** The side grows in steps of what the deepest layers see as one place. */
  private static final int SIZE_STEP = 16;

  /**
   * The share of the network's own side that photos grow to: things look larger in parts of photos,
   * which are learned from, than in whole ones (Touvron et al. 2019).
   */
  private static final double LAST_SIZE = 0.875;

  /** The share of the training after which they have that size. */
  private static final double GROWN = 0.8;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DistillationSettings {
    if (epochs < 1 || epochPhotos < 1) {
      throw new IllegalArgumentException("expected at least 1 epoch of at least 1 photo");
    }
    if (!(minutes > 0) || batchSize < 1 || !(learningRate > 0) || warmUpSteps < 0) {
      throw new IllegalArgumentException(
          "expected a time above 0, a batch of at least 1, a learning rate above 0 and no negative steps");
    }
    if (!(kernelRate > 0) || views < 1 || firstSize < SIZE_STEP) {
      throw new IllegalArgumentException(
          "expected a rate of the kernels above 0, at least 1 view and photos of at least %d pixels"
              .formatted(SIZE_STEP));
    }
    if (!(weightDecay >= 0) || !(inertia >= 0) || !(inertia < 1)) {
      throw new IllegalArgumentException(
          "expected a weight decay of at least 0 and an average that keeps 0 up to less than 1");
    }
  }

  /**
   * Returns how much of the training is over.
   *
   * @param epochsDone with a fraction
   * @param minutesDone with a fraction
   * @return 0 at the start, 1 at the end
   */
  double progress(double epochsDone, double minutesDone) {
    return Math.min(1, Math.max(epochsDone / epochs, minutesDone / minutes));
  }

  /**
   * Returns the share of the learning rates that is used.
   *
   * @param progress as {@link #progress} has it
   * @param stepsDone since the start
   */
  double pace(double progress, int stepsDone) {
    double warm = Math.min(1, (stepsDone + 1.0) / (warmUpSteps + 1.0));
    return warm * 0.5 * (1 + Math.cos(Math.PI * progress));
  }

  /**
   * Returns the side of the photos.
   *
   * @param progress as {@link #progress} has it
   * @param full what the network sees of whole photos
   */
  int size(double progress, int full) {
    int last = (int) (LAST_SIZE * full);
    if (firstSize >= last || progress >= GROWN) {
      return last;
    }
    int steps = (last - firstSize) / SIZE_STEP;
    return firstSize + SIZE_STEP * (int) ((steps + 1) * progress / GROWN);
  }

  /** Returns what a checkpoint must have been trained with to be resumed. */
  String lasting() {
    return "epochs of %d, batches of %d, %d views, photos from %d on, rates %s and %s after %d steps, decay %s, average %s, %s, seed %d"
        .formatted(
            epochPhotos,
            batchSize,
            views,
            firstSize,
            learningRate,
            kernelRate,
            warmUpSteps,
            weightDecay,
            inertia,
            loss,
            seed);
  }
}
