package org.caption4j.encoder.onnx;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that do not depend on the photo.
 *
 * @param array the numbers, perhaps read-only
 */
record Constant(INDArray array) implements Operand {
  /** Returns its shape; empty for a single number. */
  long[] shape() {
    return array.shape();
  }

  /** Returns whether these are integers. */
  boolean isInteger() {
    return !array.dataType().isFPType();
  }

  /** Returns the numbers as the weights of a layer: float32, perhaps read-only. */
  INDArray weights() {
    return array.dataType() == DataType.FLOAT ? array : array.castTo(DataType.FLOAT);
  }

  /** Copies the numbers, the last axis fastest. */
  double[] numbers() {
    return array.isEmpty() ? new double[0] : array.dup('c').data().asDouble();
  }

  /** Copies the numbers, cut to integers. */
  long[] integers() {
    return array.isEmpty() ? new long[0] : array.dup('c').data().asLong();
  }
}
