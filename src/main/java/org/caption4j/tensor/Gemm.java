package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products into arrays that exist already, float or double.
 *
 * <p>They go through the {@code matmul} operation, which in the oneDNN build runs two to three
 * times as fast as {@code INDArray.mmul}; those of a row or two go through OpenBLAS. Arrays may be
 * views whose rows are contiguous.
 */
public final class Gemm {
  private Gemm() {}

  /**
   * {@code out = a b}.
   *
   * @param a [m, k]
   * @param b [k, n]; a transposed view of an [n, k] matrix is read where it lies
   * @param out [m, n], overwritten
   */
  public static void multiply(INDArray a, INDArray b, INDArray out) {
    product(a, b, out, 0);
  }

  /**
   * {@code out = out + a b}.
   *
   * @param a [m, k]
   * @param b [k, n]; a transposed view of an [n, k] matrix is read where it lies
   * @param out [m, n], added to
   */
  public static void multiplyAdd(INDArray a, INDArray b, INDArray out) {
    product(a, b, out, 1);
  }

  /**
   * {@code out = a' b}, the shape of a weight's gradient: inputs against output gradients.
   *
   * @param a [k, m]
   * @param b [k, n]
   * @param out [m, n], overwritten
   */
  public static void multiplyTransposedLeft(INDArray a, INDArray b, INDArray out) {
    matmul(a, b, out, 1, 0, 0);
  }

  /**
   * {@code out = a b'}, the shape of an input's gradient: output gradients against a weight.
   *
   * @param a [m, k]
   * @param b [n, k]
   * @param out [m, n], overwritten
   */
  public static void multiplyTransposedRight(INDArray a, INDArray b, INDArray out) {
    matmul(a, b, out, 0, 1, 0);
  }

  private static void product(INDArray a, INDArray b, INDArray out, double beta) {
    if (NarrowProduct.takes(a, b, out)) {
      NarrowProduct.multiply(a, b, beta, out);
    } else if (b.stride(0) == 1 && b.stride(1) != 1) {
      matmul(a, b.transpose(), out, 0, 1, beta);
    } else {
      matmul(a, b, out, 0, 0, beta);
    }
  }

  private static void matmul(
      INDArray a, INDArray b, INDArray out, int transposeA, int transposeB, double beta) {
    Nd4j.exec(
        DynamicCustomOp.builder("matmul")
            .addInputs(a, b)
            .addOutputs(out)
            .addIntegerArguments(transposeA, transposeB)
            .addFloatingPointArguments(1.0, beta)
            .build());
  }
}
