package org.caption4j.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Captions of several lengths, step after step. */
class CaptionBatchTest {
  private static final int START = 0;
  private static final int END = 1;

  private static CaptionBatch batch(int... lengths) {
    List<int[]> captions =
        IntStream.range(0, lengths.length)
            .mapToObj(k -> IntStream.range(0, lengths[k]).map(t -> 10 * k + t + 2).toArray())
            .toList();
    return CaptionBatch.of(Nd4j.create(DataType.FLOAT, lengths.length, 4), captions, START, END);
  }

  @Test
  void aStepHoldsTheCaptionsThatHaveNotEnded() {
    CaptionBatch batch = batch(3, 1, 1, 0);
    assertThat(batch.size()).isEqualTo(4);
    assertThat(batch.steps()).isEqualTo(4);
    assertThat(batch.tokens()).isEqualTo(4 + 2 + 2 + 1);
    assertThat(batch.live()).containsExactly(4, 3, 1, 1);
    assertThat(batch.inputs()).containsExactly(START, START, START, START, 2, 12, 22, 3, 4);
    assertThat(batch.targets()).containsExactly(2, 12, 22, END, 3, END, END, 4, END);
  }

  @Test
  void anotherOrderIsRefused() {
    assertThatThrownBy(() -> batch(2, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 tokens behind one of 1");
  }

  @Test
  void eachCaptionHasItsImage() {
    assertThatThrownBy(
            () ->
                CaptionBatch.of(
                    Nd4j.create(DataType.FLOAT, 2, 4), List.of(new int[] {2}), START, END))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one image vector a caption, 1, but found 2");
  }
}
