package org.caption4j;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads that keep no process alive, and are waited for when they are closed: none of them works
 * on memory that its owner has freed.
 */
final class DaemonThreads implements Executor, AutoCloseable {
  private final ExecutorService threads;

  /**
   * Begins.
   *
   * @param count of them, at least 1
   * @param name of each
   */
  DaemonThreads(int count, String name) {
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Takes no other task, and waits for those that there are, whatever interrupts the caller. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
