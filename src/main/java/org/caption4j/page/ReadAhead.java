package org.caption4j.page;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on the next items while somebody takes the results of the last, in order.
 *
 * @param threads that work
 * @param ahead results that are in the making or wait to be taken, at most
 */
record ReadAhead(int threads, int ahead) {

  /** Takes one result. */
  interface Taker<T, R> {
    void take(T item, R result) throws IOException;
  }

  /** As many threads as there are cores, and a few results for each. */
  static ReadAhead onAllCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new ReadAhead(cores, 4 * cores);
  }

  /**
   * Hands every item and its result to the taker, in this thread and in the items' order.
   *
   * @throws IOException if the taker fails, or this thread is interrupted
   */
  <T, R> void forEach(Iterable<T> items, Function<T, R> work, Taker<T, R> taker)
      throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads, ReadAhead::daemon);
    try {
      Deque<Pending<T, R>> pending = new ArrayDeque<>();
      Iterator<T> rest = items.iterator();
      while (rest.hasNext() || !pending.isEmpty()) {
        while (rest.hasNext() && pending.size() < ahead) {
          T item = rest.next();
          pending.add(new Pending<>(item, workers.submit(() -> work.apply(item))));
        }
        Pending<T, R> first = pending.remove();
        taker.take(first.item, result(first.result));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static <R> R result(Future<R> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "thumbnails");
    thread.setDaemon(true);
    return thread;
  }

  private record Pending<T, R>(T item, Future<R> result) {}
}
