package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.train.EpochSample.Part;
import org.junit.jupiter.api.Test;

class EpochSampleTest {
  @Test
  void withoutWeightsEachItemIsTakenOnce() {
    EpochSample sample = new EpochSample(List.of(new Part(3, 1), new Part(2, 1)));
    assertThat(sample.numbers(7)).containsExactly(0, 1, 2, 3, 4);
    assertThat(EpochSample.once(4).numbers(7)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aWeightOfTwoTakesEachTwice() {
    EpochSample sample = new EpochSample(List.of(new Part(1, 1), new Part(2, 2)));
    assertThat(sample.size()).isEqualTo(5);
    assertThat(sample.numbers(7)).containsExactly(0, 1, 2, 1, 2);
  }

  @Test
  void aWeightOfOneHalfTakesAnotherHalfInEachEpoch() {
    EpochSample sample = new EpochSample(List.of(new Part(10, 1), new Part(100, 0.5)));
    int[] first = sample.numbers(1);
    assertThat(first).hasSize(60).startsWith(IntStream.range(0, 10).toArray());
    assertThat(IntStream.of(first).distinct().count()).isEqualTo(60);
    assertThat(IntStream.of(first).allMatch(number -> number < 110)).isTrue();
    assertThat(sample.numbers(1)).isEqualTo(first);
    assertThat(sample.numbers(2)).isNotEqualTo(first);
  }

  @Test
  void oneAndAHalfTakesEachOnceAndHalfOfThemAgain() {
    int[] numbers = new EpochSample(List.of(new Part(100, 1.5))).numbers(3);
    assertThat(numbers).hasSize(150);
    assertThat(IntStream.of(numbers).distinct().count()).isEqualTo(100);
    assertThat(IntStream.of(numbers).skip(100).distinct().count()).isEqualTo(50);
  }

  @Test
  void aFewAreTakenAtLeast() {
    assertThat(new EpochSample(List.of(new Part(3, 0.01))).numbers(3)).hasSize(1);
  }
}
