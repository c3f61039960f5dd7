package org.caption4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * Things that are made one after the other in the background, the next few while the caller works
 * on the last. The first are begun at once.
 *
 * @param <T> what is made
 */
public final class Ahead<T> implements Iterator<T>, AutoCloseable {
  private final int end;
  private final IntFunction<T> maker;
  private final Deque<CompletableFuture<T>> begun = new ArrayDeque<>();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private int next;
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param from number of the first
   * @param end number behind the last
   * @param ahead how many wait for the caller or are in the making, at most
   * @param maker makes one by its number
   */
  public Ahead(int from, int end, int ahead, IntFunction<T> maker) {
    this.next = from;
    this.end = end;
    this.maker = maker;
    while (begun.size() < ahead && next < end) {
      begin();
    }
  }

  private void begin() {
    int number = next++;
    CompletableFuture<T> made =
        last.thenApplyAsync(before -> make(number), Ahead::inThreadOfItsOwn);
    begun.add(made);
    last = made;
  }

  /** The common pool stays free for the streams of the caller, and of the makers. */
  private static void inThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private T make(int number) {
    if (closed) {
      throw new CancellationException();
    }
    return maker.apply(number);
  }

  @Override
  public boolean hasNext() {
    return !begun.isEmpty();
  }

  /**
   * Waits for the next one, and begins another.
   *
   * @throws RuntimeException whatever its maker threw
   * @throws NoSuchElementException behind the last
   */
  @Override
  public T next() {
    CompletableFuture<T> first = begun.remove();
    try {
      T made = first.join();
      if (next < end) {
        begin();
      }
      return made;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Begins no other, and waits for the one that is in the making. */
  @Override
  public void close() {
    closed = true;
    last.handle((made, fault) -> null).join();
  }
}
