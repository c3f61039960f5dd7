package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The exponential moving average of numbers that change. */
public final class MovingAverage {
  private MovingAverage() {}

  /**
   * {@code average = stays average + (1 - stays) values}.
   *
   * @param average [n], changed
   * @param values [n]
   * @param stays 0 to 1
   */
  public static void update(INDArray average, INDArray values, double stays) {
    average.muli(stays);
    Nd4j.exec(
        DynamicCustomOp.builder("axpy")
            .addInputs(average, values)
            .addOutputs(average)
            .addFloatingPointArguments(1 - stays)
            .build());
  }
}
