package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loops over channels beside libnd4j's operation in double precision. */
class DepthwiseConvolutionTest {
  private static final double TOLERANCE = 1e-5;

  /** Kernel, stride, padding (-1 for "same"), dilation, height, width, channels. */
  @ParameterizedTest
  @CsvSource({
    "3, 1, -1, 1, 7, 9, 5",
    "3, 2, -1, 1, 8, 8, 16",
    "3, 2, -1, 1, 7, 10, 3",
    "3, 1, 1, 1, 2, 1, 4",
    "3, 2, 1, 1, 9, 9, 8",
    "5, 1, 2, 1, 9, 6, 7",
    "5, 2, -1, 1, 11, 12, 4",
    "3, 1, 2, 2, 9, 11, 6",
    "3, 1, 0, 1, 5, 5, 33",
    "1, 1, 0, 1, 4, 6, 3",
    "2, 3, 0, 1, 9, 10, 4",
  })
  void agreesWithTheOperation(
      int kernel, int stride, int pad, int dilation, int height, int width, int channels) {
    Nd4j.getRandom().setSeed(2);
    Window window =
        new Window(
            kernel,
            kernel,
            stride,
            stride,
            Math.max(0, pad),
            Math.max(0, pad),
            dilation,
            dilation,
            pad < 0);
    long[] outShape = {3, window.outputHeight(height), window.outputWidth(width), channels};
    INDArray x = Nd4j.randn(DataType.DOUBLE, 3, height, width, channels);
    INDArray weights = Nd4j.randn(DataType.DOUBLE, kernel, kernel, channels, 1);
    INDArray bias = Nd4j.randn(DataType.DOUBLE, channels);
    INDArray outGradient = Nd4j.randn(DataType.DOUBLE, outShape);

    INDArray expected = Nd4j.create(DataType.DOUBLE, outShape);
    ImageOps.convolveDepthwise(x, weights, bias, window, expected);
    INDArray found = Nd4j.create(DataType.FLOAT, outShape);
    ImageOps.convolveDepthwise(single(x), single(weights), single(bias), window, found);
    assertClose(found, expected);

    INDArray[] gradients = {Nd4j.zerosLike(x), Nd4j.zerosLike(weights), Nd4j.zerosLike(bias)};
    ImageGradients.convolveDepthwise(
        x, weights, bias, window, outGradient, gradients[0], gradients[1], gradients[2]);
    INDArray[] singles = {single(x).assign(7), single(weights).assign(7), single(bias).assign(7)};
    ImageGradients.convolveDepthwise(
        single(x),
        single(weights),
        single(bias),
        window,
        single(outGradient),
        singles[0],
        singles[1],
        singles[2]);
    for (int k = 0; k < singles.length; k++) {
      assertClose(singles[k], gradients[k]);
    }
  }

  private static INDArray single(INDArray array) {
    return array.castTo(DataType.FLOAT);
  }

  private static void assertClose(INDArray found, INDArray expected) {
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(found.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue())
        .isLessThan(TOLERANCE * scale);
  }
}
