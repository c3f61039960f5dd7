package org.caption4j.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParametersTest {
  /** Matrices that are drawn in one piece and in several, at many places of the vector. */
  @ParameterizedTest
  @CsvSource({
    "3118, 256, 256, 1280",
    "3118, 256, 512, 1280",
    "4600, 256, 512, 4096",
    "3118, 256, 768, 1280",
    "3000, 300, 1024, 512",
  })
  void startingValuesFillEveryMatrix(int vocabulary, int embedding, int hidden, int image) {
    DecoderConfig config = new DecoderConfig(CellType.LSTM, vocabulary, embedding, hidden, image);
    Parameters parameters = Parameters.random(config, DataType.FLOAT, 2, 7);
    assertSpread(parameters.get(Parameters.EMBEDDING), 1.0 / embedding);
    assertSpread(parameters.get(Parameters.INPUT), 1.0);
    assertSpread(parameters.get(Parameters.RECURRENT), 1.0 / hidden);
    assertSpread(parameters.get(Parameters.IMAGE), 1.0 / (4.0 * image));
    assertSpread(parameters.get(Parameters.OUTPUT), 1.0 / hidden);
  }

  /** Its first and last rows, too: each with the variance of the whole. */
  private static void assertSpread(INDArray matrix, double variance) {
    float[] values = matrix.dup('c').reshape(matrix.length()).toFloatVector();
    int part = Math.min(values.length / 2, 50_000);
    for (int start : new int[] {0, values.length / 2, values.length - part}) {
      double squares = 0;
      for (int k = start; k < Math.min(values.length, start + part); k++) {
        squares += (double) values[k] * values[k];
      }
      int count = Math.min(values.length, start + part) - start;
      assertThat(squares / count).isCloseTo(variance, within(0.05 * variance));
    }
  }
}
