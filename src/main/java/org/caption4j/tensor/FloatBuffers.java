package org.caption4j.tensor;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as libraries take them that know Java's buffers and not ND4J. */
public final class FloatBuffers {
  private FloatBuffers() {}

  /** Returns whether an array's numbers lie one behind the other, the last axis fastest. */
  public static boolean isDense(INDArray array) {
    long stride = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) > 1 && array.stride(axis) != stride) {
        return false;
      }
      stride *= array.size(axis);
    }
    return array.offset() == 0 && !array.isView();
  }

  /**
   * Returns an array's own memory. The buffer does not keep the array: whoever uses one holds the
   * other.
   *
   * @param array {@link #isDense dense}, float32, of less than 2 GiB
   * @return its numbers, direct, from position 0
   * @throws IllegalArgumentException if it is another array
   */
  public static FloatBuffer of(INDArray array) {
    boolean small = array.length() <= Integer.MAX_VALUE / Float.BYTES;
    if (array.dataType() != DataType.FLOAT || !isDense(array) || !small) {
      throw new IllegalArgumentException(
          "expected a dense FLOAT array below 2 GiB but found " + array.shapeInfoToString());
    }
    return array.data().asNioFloat().slice(0, Math.toIntExact(array.length()));
  }
}
