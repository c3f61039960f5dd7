package org.caption4j.tensor;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of a row or two with a matrix: little arithmetic, but a large matrix to be read.
 * OpenBLAS's {@code gemv} reads it as fast as memory gives it, two to five times as fast as the
 * {@code matmul} operation. It takes row after row, so that beyond two of them it is the slower.
 */
final class NarrowProduct {
  private static final int MOST_ROWS = 2;

  private NarrowProduct() {}

  /**
   * Tells whether {@code out = a b} is one of these, and lies in memory as OpenBLAS takes it.
   *
   * @param a [m, k]
   * @param b [k, n], maybe a transposed view
   * @param out [m, n]
   */
  static boolean takes(INDArray a, INDArray b, INDArray out) {
    DataType type = b.dataType();
    return a.size(0) <= MOST_ROWS
        && (type == DataType.FLOAT || type == DataType.DOUBLE)
        && type == a.dataType()
        && type == out.dataType()
        && a.size(1) == b.size(0)
        && a.size(0) == out.size(0)
        && b.size(1) == out.size(1)
        && hasRows(a)
        && hasRows(out)
        && (hasRows(b) || hasRows(b.transpose()));
  }

  private static boolean hasRows(INDArray matrix) {
    return matrix.stride(1) == 1 && rowStride(matrix) >= matrix.size(1);
  }

  /** From row to row; what ND4J says of a single one is arbitrary. */
  private static long rowStride(INDArray matrix) {
    return matrix.size(0) == 1 ? matrix.size(1) : matrix.stride(0);
  }

  /**
   * {@code out = a b + beta out}, of what it {@link #takes}.
   *
   * @param beta 0 to overwrite {@code out}, 1 to add to it
   */
  static void multiply(INDArray a, INDArray b, double beta, INDArray out) {
    boolean rows = hasRows(b);
    INDArray stored = rows ? b : b.transpose();
    int order = rows ? CblasTrans : CblasNoTrans;
    int height = Math.toIntExact(stored.size(0));
    int width = Math.toIntExact(stored.size(1));
    int step = Math.toIntExact(rowStride(stored));
    try {
      for (long row = 0; row < a.size(0); row++) {
        if (b.dataType() == DataType.FLOAT) {
          FloatPointer matrix = new FloatPointer(at(stored, 0));
          FloatPointer x = new FloatPointer(at(a, row));
          FloatPointer y = new FloatPointer(at(out, row));
          float keep = (float) beta;
          cblas_sgemv(CblasRowMajor, order, height, width, 1, matrix, step, x, 1, keep, y, 1);
        } else {
          DoublePointer matrix = new DoublePointer(at(stored, 0));
          DoublePointer x = new DoublePointer(at(a, row));
          DoublePointer y = new DoublePointer(at(out, row));
          cblas_dgemv(CblasRowMajor, order, height, width, 1, matrix, step, x, 1, beta, y, 1);
        }
      }
    } finally {
      // Their addresses alone would not keep the arrays.
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(out);
    }
  }

  private static Pointer at(INDArray matrix, long row) {
    return matrix.data().addressPointer().getPointer(row * rowStride(matrix));
  }
}
