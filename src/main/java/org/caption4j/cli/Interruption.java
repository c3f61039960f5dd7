package org.caption4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long work end in its own way when the user presses Ctrl-C, or the system ends the process:
 * the process waits until this is closed.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "interruption");
  private final CountDownLatch asked = new CountDownLatch(1);

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
    asked.countDown();
    whenAsked.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether nobody has asked the work to end. */
  boolean goOn() {
    return asked.getCount() > 0;
  }

  /**
   * Waits.
   *
   * @param pause at most; less if somebody asks the work to end
   * @return whether nobody has asked
   */
  boolean pause(Duration pause) {
    try {
      return !asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (goOn()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
