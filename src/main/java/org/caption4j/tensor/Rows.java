package org.caption4j.tensor;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link RowFunction} over the rows of a matrix on all cores.
 *
 * <p>The rows are brought to the Java heap block by block, because the JIT compiler turns simple
 * loops over Java arrays into vector instructions and loops over native memory not. Measured
 * against ND4J's own element-wise operations on the same rows, tanh takes a fifth of the time and
 * softmax a third, the copies included.
 */
final class Rows {
  /**
   * Values a block holds: large enough to be worth a task, small enough for the second-level cache.
   */
  private static final int BLOCK = 1 << 16;

  private Rows() {}

  /**
   * @param matrix [n, m] float or double, or a view of such whose rows are contiguous; changed in
   *     place
   * @param function what to do to each row
   * @throws IllegalArgumentException if the matrix has another rank, type or row layout
   */
  static void transform(INDArray matrix, RowFunction function) {
    if (matrix.rank() != 2 || (matrix.size(1) > 1 && matrix.stride(1) != 1)) {
      throw new IllegalArgumentException(
          "expected a matrix with contiguous rows but found " + matrix.shapeInfoToString());
    }
    int rows = Math.toIntExact(matrix.size(0));
    int columns = Math.toIntExact(matrix.size(1));
    long stride = rows == 1 ? columns : matrix.stride(0);
    int blockRows = Math.max(1, Math.min(BLOCK / Math.max(1, columns), rows));
    IntStream blocks = IntStream.range(0, (rows + blockRows - 1) / blockRows).parallel();
    Pointer address = matrix.data().addressPointer();
    if (matrix.dataType() == DataType.FLOAT) {
      blocks.forEach(
          b -> {
            int first = b * blockRows;
            int last = Math.min(rows, first + blockRows);
            transformFloats(address, function, first, last, columns, stride);
          });
    } else if (matrix.dataType() == DataType.DOUBLE) {
      blocks.forEach(
          b -> {
            int first = b * blockRows;
            int last = Math.min(rows, first + blockRows);
            transformDoubles(address, function, first, last, columns, stride);
          });
    } else {
      throw new IllegalArgumentException(
          "expected FLOAT or DOUBLE values but found " + matrix.dataType());
    }
  }

  private static void transformFloats(
      Pointer address, RowFunction function, int first, int last, int columns, long stride) {
    FloatPointer source = new FloatPointer(address);
    boolean dense = stride == columns;
    float[] values = new float[(last - first) * columns];
    if (dense) {
      source.position(first * stride).get(values);
    }
    for (int row = first, from = 0; row < last; row++, from += columns) {
      if (!dense) {
        source.position(row * stride).get(values, from, columns);
      }
      function.apply(row, values, from, columns);
      if (!dense) {
        source.position(row * stride).put(values, from, columns);
      }
    }
    if (dense) {
      source.position(first * stride).put(values);
    }
  }

  private static void transformDoubles(
      Pointer address, RowFunction function, int first, int last, int columns, long stride) {
    DoublePointer source = new DoublePointer(address);
    double[] values = new double[columns];
    for (int row = first; row < last; row++) {
      source.position(row * stride).get(values);
      function.apply(row, values, 0, columns);
      source.position(row * stride).put(values);
    }
  }
}
