package org.caption4j;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Things that are made one after the other in a thread of their own, the next few while the caller
 * works on the last. The first are begun at once.
 *
 * <p>A stage of a pipeline: one iterator behind another, each in its own thread, and none of them
 * further ahead than the next can take.
 *
 * @param <T> what is made
 */
public final class Ahead<T> implements Iterator<T>, AutoCloseable {
  private final Iterator<? extends T> source;
  private final Semaphore room;
  private final BlockingQueue<Made<T>> made = new LinkedBlockingQueue<>();
  private final DaemonThreads thread = new DaemonThreads(1, "ahead");
  private volatile boolean closed;
  private Made<T> first;

  /** One thing, or what its making threw, or the end. */
  private record Made<T>(T value, Throwable fault, boolean last) {}

  /**
   * Begins.
   *
   * @param source makes them; from now on used by another thread
   * @param ahead how many wait for the caller or are in the making, at most
   */
  public Ahead(Iterator<? extends T> source, int ahead) {
    this.source = source;
    this.room = new Semaphore(ahead);
    thread.execute(this::make);
  }

  private void make() {
    Made<T> next;
    do {
      // An iterator may do its work when it is asked whether there is more.
      room.acquireUninterruptibly();
      next = closed ? new Made<>(null, null, true) : makeOne();
      made.add(next);
    } while (!next.last);
  }

  private Made<T> makeOne() {
    try {
      return source.hasNext()
          ? new Made<>(source.next(), null, false)
          : new Made<>(null, null, true);
    } catch (RuntimeException | Error e) {
      return new Made<>(null, e, true);
    }
  }

  /** Waits until it is known whether there is another. */
  @Override
  public boolean hasNext() {
    Made<T> next = first();
    return !next.last || next.fault != null;
  }

  /**
   * Waits for the next one.
   *
   * @throws RuntimeException whatever its making threw; there is none behind it
   * @throws NoSuchElementException behind the last
   */
  @Override
  public T next() {
    Made<T> next = first();
    if (next.last) {
      first = new Made<>(null, null, true);
      if (next.fault instanceof Error error) {
        throw error;
      }
      if (next.fault instanceof RuntimeException fault) {
        throw fault;
      }
      throw new NoSuchElementException();
    }
    first = null;
    room.release();
    return next.value;
  }

  private Made<T> first() {
    boolean interrupted = false;
    while (first == null) {
      try {
        first = made.take();
      } catch (InterruptedException e) {
        interrupted = true; // as a computation in this thread would go on
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  /** Begins no other, and waits for the one that is in the making. */
  @Override
  public void close() {
    closed = true;
    room.release();
    thread.close();
  }
}
