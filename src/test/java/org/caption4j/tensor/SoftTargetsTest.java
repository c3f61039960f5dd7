package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftTargetsTest {
  private static final double STEP = 1e-5;

  @Test
  void theGradientAgreesWithCentralDifferences() {
    Nd4j.getRandom().setSeed(8);
    INDArray student = Nd4j.randn(DataType.DOUBLE, 3, 6).muli(4);
    INDArray teacher = Nd4j.randn(DataType.DOUBLE, 3, 6).muli(4);
    INDArray gradient = student.dup();
    SoftTargets.divergence(gradient, teacher, 2.5, 0.3);
    for (int k = 0; k < student.length(); k++) {
      INDArray above = student.dup();
      above.putScalar(k, student.getDouble(k) + STEP);
      INDArray below = student.dup();
      below.putScalar(k, student.getDouble(k) - STEP);
      double difference =
          SoftTargets.divergence(above, teacher, 2.5, 1)
              - SoftTargets.divergence(below, teacher, 2.5, 1);
      assertThat(gradient.getDouble(k))
          .as("number %d", k)
          .isCloseTo(0.3 * difference / (2 * STEP), within(1e-8));
    }
  }

  @Test
  void isZeroForTheTeacherAndAsComputedByHandForAnother() {
    // p = (3/4, 1/4), q = (1/2, 1/2) at temperature 2: log 3 = 1.0986...
    double odds = 2 * Math.log(3);
    INDArray teacher = Nd4j.createFromArray(new float[][] {{(float) odds, 0}});
    INDArray same = teacher.dup();
    assertThat(SoftTargets.divergence(same, teacher, 2, 1)).isCloseTo(0, within(1e-12));
    assertThat(same.amaxNumber().doubleValue()).isCloseTo(0, within(1e-7));
    INDArray even = Nd4j.createFromArray(new float[][] {{5, 5}});
    double expected = 4 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5));
    assertThat(SoftTargets.divergence(even, teacher, 2, 1)).isCloseTo(expected, within(1e-6));
    assertThat(even.getDouble(0)).isCloseTo(2 * (0.5 - 0.75), within(1e-6));
  }
}
