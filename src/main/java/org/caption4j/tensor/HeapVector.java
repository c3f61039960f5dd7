package org.caption4j.tensor;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vector's numbers where a {@link RowFunction} can reach them, in the vector's own precision.
 *
 * @param floats its numbers if it is FLOAT, otherwise none
 * @param doubles its numbers if it is DOUBLE, otherwise none
 */
record HeapVector(float[] floats, double[] doubles) {
  /**
   * @param vector [1, m] or [m], dense, float or double
   */
  static HeapVector of(INDArray vector) {
    int length = Math.toIntExact(vector.length());
    boolean single = vector.dataType() == DataType.FLOAT;
    float[] floats = new float[single ? length : 0];
    double[] doubles = new double[single ? 0 : length];
    if (single) {
      new FloatPointer(vector.data().addressPointer()).get(floats);
    } else {
      new DoublePointer(vector.data().addressPointer()).get(doubles);
    }
    return new HeapVector(floats, doubles);
  }

  /**
   * Writes the numbers back.
   *
   * @param array dense, of the vector's type
   * @param at where the first one goes
   */
  void writeTo(INDArray array, long at) {
    if (array.dataType() == DataType.FLOAT) {
      new FloatPointer(array.data().addressPointer()).position(at).put(floats);
    } else {
      new DoublePointer(array.data().addressPointer()).position(at).put(doubles);
    }
  }
}
