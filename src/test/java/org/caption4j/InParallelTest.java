package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InParallelTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

  @Test
  void resultsComeInOrder() {
    List<Integer> taken = new ArrayList<>();
    try (InParallel<Integer, Integer> results =
        new InParallel<>(
            ITEMS.iterator(),
            4,
            16,
            item -> {
              pause(item % 3);
              return -item;
            })) {
      results.forEachRemaining(taken::add);
      assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(taken).isEqualTo(ITEMS.stream().map(item -> -item).toList());
  }

  @Test
  void noMoreIsBegunThanMayWait() {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> waiting = new ArrayList<>();
    try (InParallel<Integer, Integer> results =
        new InParallel<>(ITEMS.iterator(), 3, 7, item -> begun.incrementAndGet())) {
      for (int taken = 0; results.hasNext(); taken++) {
        pause(1);
        waiting.add(begun.get() - taken);
        results.next();
      }
    }
    assertThat(waiting).hasSize(200).allMatch(count -> count <= 7).contains(7);
  }

  @Test
  void severalWorkAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    try (InParallel<Integer, Boolean> results =
        new InParallel<>(
            List.of(1, 2).iterator(),
            2,
            2,
            item -> {
              both.countDown();
              return await(both);
            })) {
      assertThat(results.next()).isTrue();
      assertThat(results.next()).isTrue();
    }
  }

  @Test
  void whatTheWorkThrowsIsThrownInItsPlace() {
    try (InParallel<Integer, Integer> results =
        new InParallel<>(List.of(1, 0).iterator(), 2, 2, item -> 10 / item)) {
      assertThat(results.next()).isEqualTo(10);
      assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void closingWaitsForWhatIsInTheMakingAndBeginsNoOther() {
    CountDownLatch begun = new CountDownLatch(1);
    List<Integer> made = new CopyOnWriteArrayList<>();
    InParallel<Integer, Boolean> results =
        new InParallel<>(
            ITEMS.iterator(),
            1,
            5,
            item -> {
              begun.countDown();
              pause(100);
              return made.add(item);
            });
    assertThat(await(begun)).isTrue();
    results.close();
    assertThat(made).containsExactly(0);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
