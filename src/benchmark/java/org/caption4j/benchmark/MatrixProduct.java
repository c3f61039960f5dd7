package org.caption4j.benchmark;

import java.util.Locale;
import org.caption4j.tensor.Gemm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A bare product [m, k] x [k, n] by the {@code matmul} operation: what the machine can do at best.
 *
 * @param m rows
 * @param k length of the sums
 * @param n columns
 */
record MatrixProduct(int m, int k, int n) {
  private static final double GIGA = 1e9;

  /** Large enough that nothing but multiplying counts. */
  static final MatrixProduct LARGE = new MatrixProduct(2048, 2048, 2048);

  /** Returns the multiplications and additions that it takes. */
  double operations() {
    return 2.0 * m * k * n;
  }

  /** Returns the product of random matrices. */
  Runnable work() {
    INDArray a = Nd4j.rand(DataType.FLOAT, m, k);
    INDArray b = Nd4j.rand(DataType.FLOAT, k, n);
    INDArray c = Nd4j.createUninitialized(DataType.FLOAT, m, n);
    return () -> Gemm.multiply(a, b, c);
  }

  /**
   * Returns a competitor whose seconds are those that other work would take at this product's rate.
   *
   * @param operations the other work's
   */
  Competitor asLimitOf(double operations) {
    String name =
        String.format(
            Locale.ROOT, "least possible: %.1f GFLOP at the rate of `matmul`", operations / GIGA);
    return new Competitor(name, operations / operations(), work());
  }
}
