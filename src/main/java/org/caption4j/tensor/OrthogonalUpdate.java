package org.caption4j.tensor;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a matrix along its momentum made orthogonal, so that all directions in which the loss
 * falls are followed equally far and not the steepest ones alone (Muon; Jordan et al. 2024):
 *
 * <pre>
 * m = mu m + g     u = g + mu m     X = u / |u|
 * five times:  A = X X'    X = a X + (b A + c A A) X        a, b, c = 3.4445, -4.7750, 2.0315
 * w = w - rate sqrt(max(1, rows / columns)) X     then w as long as it was
 * </pre>
 *
 * <p>The five iterations of Newton and Schulz move all singular values of {@code X} near 1. For a
 * batch that is large beside the matrix they cost little, and the loss falls in about half the
 * steps that Adam needs. Steps of this kind have one length as long as training goes on, so without
 * normalisation layers the matrix has to keep its own, or what it makes grows without end.
 */
public final class OrthogonalUpdate implements AutoCloseable {
  private static final double MOMENTUM = 0.95;
  private static final int ITERATIONS = 5;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;
  private static final double TINY = 1e-7;

  private final boolean tall;
  private final double scale;
  private final INDArray x;
  private final INDArray next;
  private final INDArray square;
  private final INDArray polynomial;

  /**
   * Makes room for the steps of a matrix.
   *
   * @param type float or double
   * @param rows of the matrix
   * @param columns of the matrix
   */
  public OrthogonalUpdate(DataType type, long rows, long columns) {
    tall = rows > columns;
    scale = Math.sqrt(Math.max(1, (double) rows / columns));
    long least = Math.min(rows, columns);
    x = Nd4j.createUninitializedDetached(type, rows, columns);
    next = Nd4j.createUninitializedDetached(type, rows, columns);
    square = Nd4j.createUninitializedDetached(type, least, least);
    polynomial = Nd4j.createUninitializedDetached(type, least, least);
  }

  /**
   * Takes one step.
   *
   * @param parameters [rows, columns], moved
   * @param gradient likewise
   * @param momentum likewise, zeros before the first step, updated
   * @param rate how far: the largest singular value of the step, or its {@code sqrt(columns/rows)}
   *     of a matrix with more rows than columns
   */
  public void apply(INDArray parameters, INDArray gradient, INDArray momentum, double rate) {
    momentum.muli(MOMENTUM).addi(gradient);
    x.assign(gradient);
    ScaledSum.add(x, momentum, MOMENTUM);
    x.divi(x.norm2Number().doubleValue() + TINY);
    for (int k = 0; k < ITERATIONS; k++) {
      if (tall) {
        Gemm.multiplyTransposedLeft(x, x, square);
      } else {
        Gemm.multiplyTransposedRight(x, x, square);
      }
      Gemm.multiply(square, square, polynomial);
      polynomial.muli(C);
      ScaledSum.add(polynomial, square, B);
      if (tall) {
        Gemm.multiply(x, polynomial, next);
      } else {
        Gemm.multiply(polynomial, x, next);
      }
      x.muli(A).addi(next);
    }
    double length = parameters.norm2Number().doubleValue();
    ScaledSum.add(parameters, x, -rate * scale);
    parameters.muli(length / (parameters.norm2Number().doubleValue() + TINY));
  }

  @Override
  public void close() {
    x.close();
    next.close();
    square.close();
    polynomial.close();
  }
}
