package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FiniteTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8192, 16384, 16385, 40001})
  void oneNumberAmongManyIsFound(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray array = Nd4j.create(type, length).addi(Float.MAX_VALUE);
      assertThat(Finite.is(array)).isTrue();
      for (int at : new int[] {0, length / 2, length - 1}) {
        for (double bad :
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          array.putScalar(at, bad);
          assertThat(Finite.is(array)).as("%s at %d of %d", bad, at, length).isFalse();
          array.putScalar(at, -Float.MIN_VALUE);
        }
      }
      assertThat(Finite.is(array)).isTrue();
    }
  }

  @Test
  void viewsAndEmptyArraysAreLookedThroughToo() throws BadInputException {
    INDArray array = Nd4j.create(DataType.FLOAT, 3, 4);
    array.putScalar(1, 2, Float.NaN);
    INDArray without = array.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2));
    INDArray with = array.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 4));
    assertThat(Finite.is(without)).isTrue();
    assertThat(Finite.is(with)).isFalse();
    assertThat(Finite.is(Nd4j.create(DataType.FLOAT, 0, 3))).isTrue();
    assertThat(Finite.is(Nd4j.createFromArray(1L, 2L))).isTrue();
    Finite.require(Path.of("f"), "w", without);
    assertThatThrownBy(() -> Finite.require(Path.of("f"), "w", with))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("f: tensor w: expected finite numbers, found NaN or infinity");
  }
}
