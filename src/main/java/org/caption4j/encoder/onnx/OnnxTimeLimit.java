package org.caption4j.encoder.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.caption4j.BadInputException;

/** Ends what ONNX Runtime does for too long with one network. */
final class OnnxTimeLimit {
  /** Far longer than the largest network takes for a batch on a slow machine. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private OnnxTimeLimit() {}

  /** Work with a network that may throw what ONNX Runtime throws. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws OrtException;
  }

  /**
   * Opens a network. Whoever waits is let go when the time is over; the runtime, which cannot be
   * told to stop, goes on in a thread that keeps no process alive.
   *
   * @param file the network, for the message
   * @throws OrtException if it cannot be opened
   * @throws BadInputException if it takes too long
   */
  static <T> T open(Path file, Work<T> opening) throws OrtException, BadInputException {
    FutureTask<T> task = new FutureTask<>((Callable<T>) opening::run);
    Thread thread = new Thread(task, "ONNX Runtime opens");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new BadInputException(
          "%s: expected a network that ONNX Runtime opens within %d minutes, found none"
              .formatted(file, LONGEST.toMinutes()),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException(file + ": was interrupted while it was opened", e);
    }
  }

  /**
   * Watches a run.
   *
   * @param options of the run, which is told to stop when the time is over
   * @return to be closed when the run has ended
   */
  static Watch watch(OrtSession.RunOptions options) {
    return new Watch(options);
  }

  /** A thread that waits for the end of a run, or of its time. */
  static final class Watch implements AutoCloseable {
    private final Thread thread;

    Watch(OrtSession.RunOptions options) {
      thread = new Thread(() -> await(options), "ONNX Runtime's time");
      thread.setDaemon(true);
      thread.start();
    }

    private void await(OrtSession.RunOptions options) {
      try {
        Thread.sleep(LONGEST.toMillis());
        options.setTerminate(true);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) { // the options must outlive it
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
