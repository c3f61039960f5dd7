package org.caption4j.eval.external;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caption4j.BadInputException;

/**
 * A running program with a limit of time. Closing ends it and all that it started; so does the end
 * of this JVM.
 */
final class ChildProcess implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final ScorerProgram program;
  private final Process process;
  private final long start = System.nanoTime();
  private final LastLines said;
  private final Thread hook = new Thread(this::kill, "end of a child process");

  private ChildProcess(ScorerProgram program, Process process, InputStream messages) {
    this.program = program;
    this.process = process;
    said = LastLines.of(program.metric().label() + " messages", messages);
  }

  /**
   * Starts a program. Its messages are what it writes to standard error, and to standard output as
   * well if the builder makes these one.
   *
   * @throws BadInputException if it cannot be started
   */
  static ChildProcess start(ScorerProgram program, ProcessBuilder builder)
      throws BadInputException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BadInputException(
          "%s: cannot be started: %s".formatted(program.title(), e.getMessage()), e);
    }
    InputStream messages =
        builder.redirectErrorStream() ? process.getInputStream() : process.getErrorStream();
    ChildProcess child = new ChildProcess(program, process, messages);
    try {
      Runtime.getRuntime().addShutdownHook(child.hook);
    } catch (IllegalStateException e) {
      // the JVM ends already, and the child with it
      child.kill();
    }
    return child;
  }

  String name() {
    return program.metric().label();
  }

  OutputStream stdin() {
    return process.getOutputStream();
  }

  InputStream stdout() {
    return process.getInputStream();
  }

  /** How long the program may still run; 0 or less when its time is over. */
  long nanosLeft() {
    return program.settings().limit().toNanos() - (System.nanoTime() - start);
  }

  /**
   * Waits for the program to end.
   *
   * @throws ProgramFailedException if it is not done in time, or says by its exit code that it
   *     failed
   */
  void awaitSuccess() throws IOException {
    try {
      if (!process.waitFor(nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw late("its end");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (process.exitValue() != 0) {
      throw failure("failed with exit code " + process.exitValue());
    }
  }

  /**
   * @param awaited what it had not said
   */
  IOException late(String awaited) {
    return failure(
        "not done after %s, stopped while waiting for %s; a longer limit may help"
            .formatted(inWords(program.settings().limit()), awaited));
  }

  /**
   * The program says nothing more.
   *
   * @param awaited what it had not said
   */
  IOException silent(String awaited) {
    try {
      // the streams end a little earlier than the process
      boolean ended =
          process.waitFor(
              Math.min(nanosLeft(), TimeUnit.SECONDS.toNanos(END_SECONDS)), TimeUnit.NANOSECONDS);
      return failure(
          "%s, expected %s"
              .formatted(
                  ended
                      ? "ended with exit code " + process.exitValue()
                      : "closed its standard output",
                  awaited));
    } catch (InterruptedException e) {
      return interrupted(e);
    }
  }

  /**
   * @param reason one line
   */
  IOException failure(String reason) {
    try {
      if (!process.isAlive()) {
        said.awaitEnd();
      }
      return new ProgramFailedException(program.title() + ": " + reason, said.soFar());
    } catch (InterruptedException e) {
      return interrupted(e);
    }
  }

  /** The same fault for those who know I/O alone; the thread stays interrupted. */
  IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    IOException interrupted = new InterruptedIOException(program.title() + ": interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  @Override
  public void close() {
    kill();
    // files that it holds open can be removed only then
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM ends, and hooks stay
    }
  }

  private void kill() {
    // once the program is gone, nobody knows what it started
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static String inWords(Duration limit) {
    return limit.toMinutes() < 2 ? limit.toSeconds() + " s" : limit.toMinutes() + " min";
  }
}
