package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A row that belongs to all rows of a matrix, and the gradient of that. */
public final class Biases {
  private Biases() {}

  /**
   * {@code matrix[i] = bias} for each row, ready for products to be added.
   *
   * @param matrix [n, m], overwritten
   * @param bias [1, m]
   */
  public static void fill(INDArray matrix, INDArray bias) {
    HeapVector vector = HeapVector.of(bias);
    float[] b = vector.floats();
    double[] b64 = vector.doubles();
    Rows.transform(
        new RowFunction() {
          @Override
          public void apply(int row, float[][] values) {
            System.arraycopy(b, 0, values[0], 0, b.length);
          }

          @Override
          public void apply(int row, double[][] values) {
            System.arraycopy(b64, 0, values[0], 0, b64.length);
          }
        },
        matrix);
  }

  /**
   * {@code out = sum of the rows}, as a product with ones, which runs at memory speed where a
   * reduction along the rows does not.
   *
   * @param matrix [n, m]
   * @param out [1, m], overwritten
   */
  public static void sumRows(INDArray matrix, INDArray out) {
    try (INDArray ones = Nd4j.ones(matrix.dataType(), 1, matrix.size(0))) {
      Gemm.multiply(ones, matrix, out);
    }
  }
}
