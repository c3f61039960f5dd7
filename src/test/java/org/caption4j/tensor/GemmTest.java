package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Products beside three loops: narrow and wide ones, of views and of whole arrays. */
class GemmTest {
  private static final int INNER = 130;
  private static final int OUTER = 310;

  private final Random random = new Random(5);

  /** An array, or a view into a larger one that has its shape. */
  private INDArray filled(DataType type, int rows, int columns, boolean view) {
    INDArray whole =
        view ? Nd4j.create(type, rows + 3, columns + 5) : Nd4j.create(type, rows, columns);
    INDArray matrix =
        view
            ? whole.get(NDArrayIndex.interval(2, 2 + rows), NDArrayIndex.interval(4, 4 + columns))
            : whole;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        matrix.putScalar(row, column, random.nextGaussian());
      }
    }
    return matrix;
  }

  private static double[][] numbers(INDArray matrix) {
    return matrix.castTo(DataType.DOUBLE).toDoubleMatrix();
  }

  private static void assertProduct(
      INDArray a, INDArray b, double[][] before, INDArray out, String what) {
    double[][] x = numbers(a);
    double[][] y = numbers(b);
    double[][] z = numbers(out);
    double tolerance = out.dataType() == DataType.FLOAT ? 1e-4 : 1e-10;
    for (int row = 0; row < x.length; row++) {
      for (int column = 0; column < y[0].length; column++) {
        double sum = before[row][column];
        for (int k = 0; k < y.length; k++) {
          sum += x[row][k] * y[k][column];
        }
        assertThat(z[row][column])
            .as("%s, [%d, %d]", what, row, column)
            .isCloseTo(sum, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, 1, false",
    "FLOAT, 1, true",
    "FLOAT, 2, true",
    "FLOAT, 3, false",
    "FLOAT, 7, true",
    "DOUBLE, 1, true",
    "DOUBLE, 2, false",
    "DOUBLE, 3, true"
  })
  void multipliesWholeArraysAndViews(DataType type, int rows, boolean views) {
    INDArray a = filled(type, rows, INNER, views);
    INDArray b = filled(type, INNER, OUTER, views);
    INDArray transposed = filled(type, OUTER, INNER, views);
    INDArray out = filled(type, rows, OUTER, views);
    double[][] zeros = new double[rows][OUTER];

    double[][] before = numbers(out);
    Gemm.multiplyAdd(a, b, out);
    assertProduct(a, b, before, out, "added");

    before = numbers(out);
    Gemm.multiplyAdd(a, transposed.transpose(), out);
    assertProduct(a, transposed.transpose(), before, out, "added, transposed");

    out.assign(Double.NaN); // as memory may hold that was something else before
    Gemm.multiply(a, b, out);
    assertProduct(a, b, zeros, out, "written");

    out.assign(Double.NaN);
    Gemm.multiply(a, transposed.transpose(), out);
    assertProduct(a, transposed.transpose(), zeros, out, "written, transposed");

    out.assign(Double.NaN);
    Gemm.multiplyTransposedRight(a, transposed, out);
    assertProduct(a, transposed.transpose(), zeros, out, "by the transposed");

    INDArray left = filled(type, INNER, rows, views);
    out.assign(Double.NaN);
    Gemm.multiplyTransposedLeft(left, b, out);
    assertProduct(left.transpose(), b, zeros, out, "of the transposed");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 1, 5", "1, 5, 1", "2, 1, 1", "2, 1, 5", "2, 5, 1", "3, 1, 1"})
  void multipliesMatricesThatAreOneNumberThin(int m, int k, int n) {
    INDArray a = filled(DataType.FLOAT, m, k, false);
    INDArray b = filled(DataType.FLOAT, k, n, false);
    INDArray out = Nd4j.valueArrayOf(new long[] {m, n}, Float.NaN, DataType.FLOAT);
    Gemm.multiply(a, b, out);
    assertProduct(a, b, new double[m][n], out, "thin");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false"})
  void freshArraysOfOneOrTwoRowsAreNarrow(int rows, boolean narrow) {
    INDArray a = Nd4j.create(DataType.FLOAT, rows, INNER);
    INDArray b = Nd4j.create(DataType.FLOAT, INNER, OUTER);
    INDArray transposed = Nd4j.create(DataType.FLOAT, OUTER, INNER).transpose();
    INDArray out = Nd4j.create(DataType.FLOAT, rows, OUTER);
    assertThat(NarrowProduct.takes(a, b, out)).isEqualTo(narrow);
    assertThat(NarrowProduct.takes(a, transposed, out)).isEqualTo(narrow);
  }
}
