package org.caption4j.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a long work end in its own way when the user presses Ctrl-C, or the system ends the process:
 * the process waits until this is closed.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "interruption");
  private volatile boolean asked;

  private final Runnable whenAsked;

  Interruption() {
    this(() -> {});
  }

  /**
   * @param whenAsked what else to do then, in another thread
   */
  Interruption(Runnable whenAsked) {
    this.whenAsked = whenAsked;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    asked = true;
    whenAsked.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether nobody has asked the work to end. */
  boolean goOn() {
    return !asked;
  }

  @Override
  public void close() {
    closed.countDown();
    if (!asked) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
