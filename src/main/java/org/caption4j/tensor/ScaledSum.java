package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Adds a multiple of numbers to others in one pass; the factor is rounded to single precision. */
final class ScaledSum {
  private ScaledSum() {}

  /**
   * {@code sum = sum + factor values}.
   *
   * @param sum changed
   * @param values of the same shape
   */
  static void add(INDArray sum, INDArray values, double factor) {
    Nd4j.exec(
        DynamicCustomOp.builder("axpy")
            .addInputs(sum, values)
            .addOutputs(sum)
            .addFloatingPointArguments(factor)
            .build());
  }
}
