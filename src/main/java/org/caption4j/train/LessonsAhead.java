package org.caption4j.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.caption4j.image.Preprocessing;

/**
 * Lessons in their order, the next few made in the background while the student learns from the
 * last.
 */
final class LessonsAhead implements AutoCloseable {
  private static final int AHEAD = 3;

  private final Lessons lessons;
  private final Preprocessing size;
  private final int end;
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final Deque<CompletableFuture<Lesson>> begun = new ArrayDeque<>();
  private int next;

  /**
   * Begins the first lessons.
   *
   * @param lessons without end
   * @param size how the student sees photos
   * @param from number of the first
   * @param end number behind the last
   */
  LessonsAhead(Lessons lessons, Preprocessing size, int from, int end) {
    this.lessons = lessons;
    this.size = size;
    this.next = from;
    this.end = end;
    while (begun.size() < AHEAD && next < end) {
      begin();
    }
  }

  private void begin() {
    int number = next++;
    begun.add(CompletableFuture.supplyAsync(() -> lessons.lesson(number, size), background));
  }

  /**
   * Waits for the next lesson, and begins another one.
   *
   * @throws java.util.NoSuchElementException behind the last
   */
  Lesson next() {
    Lesson lesson = begun.remove().join();
    if (next < end) {
      begin();
    }
    return lesson;
  }

  /** Waits until nobody uses the teacher any more. */
  @Override
  public void close() {
    begun.forEach(lesson -> lesson.cancel(false));
    background.shutdown();
    boolean interrupted = false;
    while (!background.isTerminated()) {
      try {
        background.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
