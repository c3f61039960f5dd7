package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OrthogonalUpdateTest {
  @ParameterizedTest
  @CsvSource({"DOUBLE, 7, 12", "DOUBLE, 12, 7", "FLOAT, 16, 40"})
  void isAsTheFormulaHasIt(DataType type, int rows, int columns) {
    Nd4j.getRandom().setSeed(2);
    INDArray parameters = Nd4j.randn(type, rows, columns);
    INDArray momentum = Nd4j.zeros(type, rows, columns);
    INDArray expected = parameters.castTo(DataType.DOUBLE).dup();
    INDArray m = Nd4j.zeros(DataType.DOUBLE, rows, columns);
    double length = expected.norm2Number().doubleValue();
    try (OrthogonalUpdate update = new OrthogonalUpdate(type, rows, columns)) {
      for (int step = 0; step < 3; step++) {
        INDArray gradient = Nd4j.randn(type, rows, columns);
        INDArray g = gradient.castTo(DataType.DOUBLE);
        update.apply(parameters, gradient, momentum, 0.3);
        m = m.mul(0.95).add(g);
        INDArray x = g.add(m.mul(0.95));
        x = x.div(x.norm2Number().doubleValue() + 1e-7);
        for (int k = 0; k < 5; k++) {
          INDArray a = x.mmul(x.transpose());
          x = x.mul(3.4445).add(a.mul(-4.7750).add(a.mmul(a).mul(2.0315)).mmul(x));
        }
        expected = expected.sub(x.mul(0.3 * Math.sqrt(Math.max(1, (double) rows / columns))));
        expected = expected.mul(length / (expected.norm2Number().doubleValue() + 1e-7));
      }
    }
    double tolerance = type == DataType.DOUBLE ? 1e-6 : 1e-4; // factors are rounded to floats
    INDArray difference = parameters.castTo(DataType.DOUBLE).sub(expected);
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(tolerance);
    assertThat(parameters.norm2Number().doubleValue()).isCloseTo(length, within(1e-3));
  }

  /**
   * A step from nothing is the orthogonal matrix itself: no direction is much longer than another.
   */
  @ParameterizedTest
  @CsvSource({"5, 9", "9, 5"})
  void goesEquallyFarInAllDirections(int rows, int columns) {
    Nd4j.getRandom().setSeed(3);
    INDArray start = Nd4j.zeros(DataType.DOUBLE, rows, columns);
    start.putScalar(0, 0, 1e-3);
    INDArray gradient = Nd4j.randn(DataType.DOUBLE, rows, columns);
    gradient.getRow(0).muli(30); // very steep in one direction
    INDArray momentum = Nd4j.zeros(DataType.DOUBLE, rows, columns);
    try (OrthogonalUpdate update = new OrthogonalUpdate(DataType.DOUBLE, rows, columns)) {
      update.apply(start, gradient, momentum, 1);
    }
    INDArray square =
        rows < columns ? start.mmul(start.transpose()) : start.transpose().mmul(start);
    INDArray values = org.nd4j.linalg.eigen.Eigen.symmetricGeneralizedEigenvalues(square);
    double most = Math.sqrt(values.maxNumber().doubleValue());
    double least = Math.sqrt(values.minNumber().doubleValue());
    assertThat(most / least).isLessThan(2);
  }
}
