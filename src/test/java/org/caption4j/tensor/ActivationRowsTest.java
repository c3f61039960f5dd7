package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationRowsTest {
  private static final double STEP = 1e-6;

  static List<Activation> activations() {
    return List.of(
        Activation.SILU,
        Activation.SIGMOID,
        Activation.HARD_SWISH,
        Activation.hardSigmoid(0.2, 0.5),
        Activation.clip(-1, 2.5),
        Activation.leakyRelu(0.2),
        Activation.of(Activation.Kind.RELU6),
        Activation.of(Activation.Kind.TANH));
  }

  /** Points away from the corners of the piecewise functions. */
  private static INDArray points(DataType type) {
    return Nd4j.linspace(type, -9.37, 9.41 / 200, 400).reshape('c', 4, 100);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void singlePrecisionAgreesWithDouble(Activation activation) {
    INDArray expected = points(DataType.DOUBLE);
    ImageOps.activate(expected, activation, expected);
    INDArray found = points(DataType.FLOAT);
    ImageOps.activate(found, activation, found);
    assertClose(found.castTo(DataType.DOUBLE), expected, 2e-6);
    INDArray outGradient = Nd4j.linspace(DataType.DOUBLE, 1, 0.01, 400).reshape('c', 4, 100);
    INDArray gradient = Nd4j.create(DataType.DOUBLE, 4, 100);
    ImageGradients.activate(points(DataType.DOUBLE), activation, outGradient, gradient);
    INDArray singleGradient = outGradient.castTo(DataType.FLOAT);
    ImageGradients.activate(points(DataType.FLOAT), activation, singleGradient, singleGradient);
    assertClose(singleGradient.castTo(DataType.DOUBLE), gradient, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void theGradientIsThatOfCentralDifferences(Activation activation) {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 4, 100);
    INDArray gradient = Nd4j.create(DataType.DOUBLE, 4, 100);
    ImageGradients.activate(points(DataType.DOUBLE), activation, ones, gradient);
    INDArray above = points(DataType.DOUBLE).addi(STEP);
    INDArray below = points(DataType.DOUBLE).subi(STEP);
    ImageOps.activate(above, activation, above);
    ImageOps.activate(below, activation, below);
    assertClose(above.sub(below).divi(2 * STEP), gradient, 1e-7);
  }

  private static void assertClose(INDArray found, INDArray expected, double tolerance) {
    assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
  }
}
