package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AheadTest {
  @Test
  void givesAllInTheirOrderAndMakesOneAtATime() {
    AtomicInteger atWork = new AtomicInteger();
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());
    List<Integer> taken = new ArrayList<>();
    try (Ahead<Integer> ahead =
        new Ahead<>(
            5,
            105,
            4,
            number -> {
              most.add(atWork.incrementAndGet());
              atWork.decrementAndGet();
              return number;
            })) {
      ahead.forEachRemaining(taken::add);
      assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(taken).hasSize(100).isSorted().startsWith(5).endsWith(104);
    assertThat(most).containsOnly(1);
  }

  @Test
  void isNeverFurtherAheadThanAsked() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    try (Ahead<Integer> ahead =
        new Ahead<>(
            0,
            50,
            3,
            number -> {
              made.incrementAndGet();
              three.countDown();
              return number;
            })) {
      three.await();
      assertThat(made).hasValue(3);
      assertThat(ahead.next()).isZero();
    }
    assertThat(made.get()).isBetween(3, 4);
  }

  @Test
  void whatTheMakerThrowsIsThrownInItsPlace() {
    try (Ahead<Integer> ahead = new Ahead<>(0, 3, 2, number -> 10 / (1 - number))) {
      assertThat(ahead.next()).isEqualTo(10);
      assertThatThrownBy(ahead::next).isInstanceOf(ArithmeticException.class);
    }
    try (Ahead<Integer> none = new Ahead<>(0, 0, 2, number -> number)) {
      assertThat(none.hasNext()).isFalse();
    }
  }
}
