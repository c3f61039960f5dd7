package org.caption4j.eval.external;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads a stream to its end, so that its writer never waits, and keeps the last lines of it. */
final class LastLines {
  private static final int KEPT = 20;

  private final InputStream in;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread thread;

  private LastLines(String name, InputStream in) {
    this.in = in;
    thread = new Thread(this::read, name);
    thread.setDaemon(true);
  }

  /**
   * Begins to read on a thread of its own.
   *
   * @param name the thread's
   */
  static LastLines of(String name, InputStream in) {
    LastLines lines = new LastLines(name, in);
    lines.thread.start();
    return lines;
  }

  /** Waits for the stream's end, not for long: a child of the program may hold it open. */
  void awaitEnd() throws InterruptedException {
    thread.join(1000);
  }

  /** What was read last, oldest first; blank lines are left out. */
  synchronized List<String> soFar() {
    return List.copyOf(lines);
  }

  private void read() {
    LineReader reader = new LineReader(in);
    try {
      Optional<String> line = reader.next();
      while (line.isPresent()) {
        line.filter(each -> !each.isBlank()).ifPresent(this::keep);
        line = reader.next();
      }
    } catch (IOException e) {
      keep("(what else it said cannot be read: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }
}
