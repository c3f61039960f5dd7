package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdamUpdateTest {
  private static final AdamUpdate UPDATE = AdamUpdate.STANDARD.withWeightDecay(0.03);

  /** Lengths below, at and beyond what is worked on at a time. */
  @ParameterizedTest
  @CsvSource({"DOUBLE, 5", "DOUBLE, 4096", "DOUBLE, 10001", "FLOAT, 10001"})
  void isAsThePaperHasIt(DataType type, int length) {
    Nd4j.getRandom().setSeed(1);
    INDArray parameters = Nd4j.randn(type, length);
    INDArray first = Nd4j.zeros(type, length);
    INDArray second = Nd4j.zeros(type, length);
    INDArray average = Nd4j.zeros(type, length);
    double[] expected = parameters.dup().data().asDouble();
    double[] averaged = new double[length];
    double[] m = new double[length];
    double[] v = new double[length];
    for (int t = 1; t <= 3; t++) {
      INDArray gradient = Nd4j.randn(type, length);
      double[] g = gradient.data().asDouble();
      UPDATE.apply(parameters, gradient, first, second, 0.1, t - 1);
      MovingAverage.update(average, parameters, 0.2, t - 1);
      for (int k = 0; k < length; k++) {
        m[k] = 0.9 * m[k] + 0.1 * g[k];
        v[k] = 0.999 * v[k] + 0.001 * g[k] * g[k];
        double unbiased = m[k] / (1 - Math.pow(0.9, t));
        double square = v[k] / (1 - Math.pow(0.999, t));
        expected[k] *= 1 - 0.1 * 0.03;
        expected[k] -= 0.1 * unbiased / (Math.sqrt(square) + 1e-8);
        double stays = t == 1 ? 0.1 : 2.0 / 11; // 0.2 at most
        stays = t == 3 ? 0.2 : stays;
        averaged[k] = stays * averaged[k] + (1 - stays) * expected[k];
      }
    }
    assertThat(parameters.data().asDouble()).containsExactly(expected, within(2e-4));
    assertThat(average.data().asDouble()).containsExactly(averaged, within(2e-4));
  }
}
