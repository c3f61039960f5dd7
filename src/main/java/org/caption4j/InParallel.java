package org.caption4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Works on items in several threads; the results come in the items' order, the next few made while
 * the caller works on the last. The first are begun at once.
 *
 * @param <T> items
 * @param <R> results
 */
public final class InParallel<T, R> implements Iterator<R>, AutoCloseable {
  private final Iterator<? extends T> items;
  private final int ahead;
  private final Function<? super T, ? extends R> work;
  private final DaemonThreads workers;
  private final Deque<CompletableFuture<R>> begun = new ArrayDeque<>();

  /**
   * Begins.
   *
   * @param items pulled in the thread that takes the results
   * @param threads that work, at least 1
   * @param ahead results that are in the making or wait to be taken, at most
   * @param work makes the result of an item
   */
  public InParallel(
      Iterator<? extends T> items, int threads, int ahead, Function<? super T, ? extends R> work) {
    this.items = items;
    this.ahead = ahead;
    this.work = work;
    this.workers = new DaemonThreads(threads, "in parallel");
    begin();
  }

  private void begin() {
    while (begun.size() < ahead && items.hasNext()) {
      T item = items.next();
      begun.add(CompletableFuture.supplyAsync(() -> work.apply(item), workers));
    }
  }

  @Override
  public boolean hasNext() {
    return !begun.isEmpty();
  }

  /**
   * Waits for the next result, and begins others.
   *
   * @throws RuntimeException whatever the work on its item threw
   * @throws java.util.NoSuchElementException behind the last
   */
  @Override
  public R next() {
    CompletableFuture<R> first = begun.remove();
    try {
      R result = first.join();
      begin();
      return result;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Begins no other, and waits for those in the making. */
  @Override
  public void close() {
    begun.forEach(result -> result.cancel(false));
    workers.close();
  }
}
