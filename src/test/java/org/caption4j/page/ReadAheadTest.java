package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

  @Test
  void resultsComeInOrder() throws IOException {
    List<String> taken = new ArrayList<>();
    new ReadAhead(4, 16)
        .forEach(
            ITEMS,
            item -> {
              pause(item % 3);
              return -item;
            },
            (item, result) -> taken.add(item + " " + result));
    assertThat(taken).isEqualTo(ITEMS.stream().map(i -> i + " " + -i).toList());
  }

  @Test
  void noMoreIsBegunThanMayWait() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> waiting = new ArrayList<>();
    new ReadAhead(3, 7)
        .forEach(
            ITEMS,
            item -> begun.incrementAndGet(),
            (item, result) -> {
              pause(1);
              waiting.add(begun.get() - item);
            });
    assertThat(waiting).hasSize(200).allMatch(count -> count <= 7).contains(7);
  }

  @Test
  void severalWorkAtOnce() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    List<Boolean> met = new ArrayList<>();
    new ReadAhead(2, 2)
        .forEach(
            List.of(1, 2),
            item -> {
              both.countDown();
              return await(both);
            },
            (item, result) -> met.add(result));
    assertThat(met).containsExactly(true, true);
  }

  @Test
  void aTakerThatFailsEndsTheWork() {
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                new ReadAhead(2, 4)
                    .forEach(
                        ITEMS,
                        item -> begun.incrementAndGet(),
                        (item, result) -> {
                          throw new IOException("the disk is full");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
    assertThat(begun.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void workThatFailsIsNotHidden() {
    IllegalArgumentException fault = new IllegalArgumentException("a mistake");
    assertThatThrownBy(
            () ->
                new ReadAhead(2, 4)
                    .forEach(
                        ITEMS,
                        item -> {
                          throw fault;
                        },
                        (item, result) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(fault);
  }

  @Test
  void interruptionEndsTheWaiting() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                new ReadAhead(1, 1)
                    .forEach(ITEMS, item -> await(new CountDownLatch(1)), (item, result) -> {}))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
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
