package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AheadTest {
  private static Iterator<Integer> numbers(int from, int end, IntFunction<Integer> maker) {
    return IntStream.range(from, end).mapToObj(maker).iterator();
  }

  @Test
  void givesAllInTheirOrderAndMakesOneAtATime() {
    AtomicInteger atWork = new AtomicInteger();
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());
    List<Integer> taken = new ArrayList<>();
    try (Ahead<Integer> ahead =
        new Ahead<>(
            numbers(
                5,
                105,
                number -> {
                  most.add(atWork.incrementAndGet());
                  atWork.decrementAndGet();
                  return number;
                }),
            4)) {
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
            numbers(
                0,
                50,
                number -> {
                  made.incrementAndGet();
                  three.countDown();
                  return number;
                }),
            3)) {
      three.await();
      assertThat(made).hasValue(3);
      assertThat(ahead.next()).isZero();
    }
    assertThat(made.get()).isBetween(3, 4);
  }

  @Test
  void whatTheMakerThrowsIsThrownInItsPlace() {
    try (Ahead<Integer> ahead = new Ahead<>(numbers(0, 3, number -> 10 / (1 - number)), 2)) {
      assertThat(ahead.next()).isEqualTo(10);
      assertThatThrownBy(ahead::next).isInstanceOf(ArithmeticException.class);
    }
    try (Ahead<Integer> none = new Ahead<>(numbers(0, 0, number -> number), 2)) {
      assertThat(none.hasNext()).isFalse();
    }
  }
}
