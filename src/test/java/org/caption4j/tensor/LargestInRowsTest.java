package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The largest numbers of rows, with equals, and with fewer than were asked for. */
class LargestInRowsTest {
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void standInOrderAndOfEqualsTheEarlierFirst(DataType type) {
    INDArray matrix = matrix(type);
    LargestInRows largest = LargestInRows.of(matrix, 3);
    assertThat(largest.columns()).isDeepEqualTo(new int[][] {{4, 1, 3}, {0, 1, 2}});
    assertThat(largest.values()).isDeepEqualTo(new double[][] {{9, 5, 5}, {-1, -2, -3}});
    assertThat(matrix).isEqualTo(matrix(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void skippedColumnsAreNeverAmongThem(DataType type) {
    LargestInRows largest = LargestInRows.of(matrix(type), 9, 4, 0);
    assertThat(largest.columns()).isDeepEqualTo(new int[][] {{1, 3, 2}, {1, 2, 3}});
  }

  private static INDArray matrix(DataType type) {
    return Nd4j.createFromArray(new double[][] {{2, 5, 3, 5, 9}, {-1, -2, -3, -4, -5}})
        .castTo(type);
  }
}
