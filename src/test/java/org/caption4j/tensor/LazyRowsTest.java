package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows are made when they are first asked for, once. */
class LazyRowsTest {
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void eachRowIsMadeOnce(DataType type) {
    List<Integer> made = new ArrayList<>();
    LazyRows rows =
        new LazyRows(
            5,
            number -> {
              made.add(number);
              return Nd4j.valueArrayOf(new long[] {1, 3}, number + 0.25, type);
            });
    INDArray out = Nd4j.create(type, 4, 3);
    rows.gather(new int[] {4, 0, 4, 2}, out);
    assertThat(out.getColumn(1).toDoubleVector()).containsExactly(4.25, 0.25, 4.25, 2.25);
    rows.gather(new int[] {2, 2, 0, 3}, out);
    assertThat(out.getColumn(2).toDoubleVector()).containsExactly(2.25, 2.25, 0.25, 3.25);
    assertThat(made).containsExactly(4, 0, 2, 3);
    assertThatThrownBy(() -> rows.gather(new int[] {1, 5, 1, 1}, out))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
