package org.caption4j.eval.external;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.caption4j.AtomicFile.Content;

/**
 * Lines to a program and lines from it. One thread writes and one reads, so that a program which
 * stops reading until its answers are taken is never waited for in vain.
 */
final class Dialogue implements AutoCloseable {
  private static final int HEARD_AHEAD = 1024;
  private static final int BUFFER = 1 << 16;

  private final ChildProcess child;
  private final OutputStream out;
  private final BlockingQueue<Optional<String>> heard = new ArrayBlockingQueue<>(HEARD_AHEAD);
  private final ExecutorService mouth;
  private final ExecutorService ear;

  /** Begins to listen. */
  Dialogue(ChildProcess child) {
    this.child = child;
    out = new BufferedOutputStream(child.stdin(), BUFFER);
    mouth = thread(child.name() + " input");
    ear = thread(child.name() + " output");
    ear.execute(this::listen);
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Writes when all before is written; does not wait for it. */
  void say(Content content) {
    mouth.execute(
        () -> {
          try {
            content.writeTo(out);
            out.flush();
          } catch (IOException e) {
            // a program that reads no more ends, or is silent: whoever waits for its answer sees it
          }
        });
  }

  /**
   * Waits for a line.
   *
   * @param awaited what it shall say, for messages
   * @throws ProgramFailedException if there is none, or not in time
   */
  String answer(String awaited) throws IOException {
    Optional<String> line;
    try {
      line = heard.poll(child.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw child.interrupted(e);
    }
    if (line == null) {
      throw child.late(awaited);
    }
    if (line.isEmpty()) {
      throw child.silent(awaited);
    }
    return line.get();
  }

  private void listen() {
    LineReader reader = new LineReader(child.stdout());
    try {
      Optional<String> line;
      do {
        line = next(reader);
        heard.put(line);
      } while (line.isPresent());
    } catch (InterruptedException e) {
      // nobody wants to know any more
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> next(LineReader reader) {
    try {
      return reader.next();
    } catch (IOException e) {
      // the stream of a program that was ended
      return Optional.empty();
    }
  }

  /** Ends both threads as soon as the program's streams end. */
  @Override
  public void close() {
    mouth.shutdownNow();
    ear.shutdownNow();
  }
}
