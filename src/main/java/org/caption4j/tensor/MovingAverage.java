package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The exponential moving average of numbers that change. */
public final class MovingAverage {
  private MovingAverage() {}

  /**
   * {@code average = stays average + (1 - stays) values}.
   *
   * @param average [n], changed
   * @param values [n]
   * @param inertia how much of the average stays, 0 to 1; less in the first steps, since the
   *     average is to forget where it began
   * @param stepsDone 0 for the first step
   */
  public static void update(INDArray average, INDArray values, double inertia, int stepsDone) {
    double stays = Math.min(inertia, (1.0 + stepsDone) / (10.0 + stepsDone));
    average.muli(stays);
    ScaledSum.add(average, values, 1 - stays);
  }
}
