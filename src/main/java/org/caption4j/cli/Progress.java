package org.caption4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long work is: a bar on a terminal, a plain line now and then elsewhere. Which of the
 * two it is, Java cannot tell for standard error; the launcher does, by the system property {@code
 * caption4j.terminal}.
 */
interface Progress extends AutoCloseable {
  /**
   * @param done units of work
   * @param note a few words beside the count
   */
  void at(long done, String note);

  /**
   * @param total how much there is to do, now that it is known
   */
  void total(long total);

  /** Prints a line of its own that stays. */
  void say(String line);

  @Override
  void close();

  /**
   * @param err takes the lines
   * @param task what is being done
   * @param unit what is counted
   * @param total how much there is to do, or -1 if nobody knows
   */
  static Progress of(PrintWriter err, String task, String unit, long total) {
    return Boolean.getBoolean("caption4j.terminal")
        ? new Bar(err, task, unit, total)
        : new Lines(err, task, unit, total);
  }

  /** On a terminal, redrawn in place. */
  final class Bar implements Progress {
    private final PrintWriter err;
    private final ProgressBar bar;

    Bar(PrintWriter err, String task, String unit, long total) {
      this.err = err;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(" " + unit, 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }

    @Override
    public void at(long done, String note) {
      bar.stepTo(done);
      bar.setExtraMessage(note);
    }

    @Override
    public void total(long total) {
      bar.maxHint(total);
    }

    @Override
    public void say(String line) {
      err.println("\r\u001b[K" + line);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** In a log file: a line every half minute, and one at the end. */
  final class Lines implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PrintWriter err;
    private final String task;
    private final String unit;
    private volatile long total;
    private final long started = System.nanoTime();
    private long said = started;
    private long first = -1;
    private long done;
    private String note = "";

    Lines(PrintWriter err, String task, String unit, long total) {
      this.err = err;
      this.task = task;
      this.unit = unit;
      this.total = total;
    }

    @Override
    public void at(long newDone, String newNote) {
      done = newDone;
      note = newNote;
      first = first < 0 ? done : first;
      if (System.nanoTime() - said >= PAUSE.toNanos()) {
        print();
      }
    }

    @Override
    public void total(long newTotal) {
      total = newTotal;
    }

    @Override
    public void say(String line) {
      err.println(line);
    }

    @Override
    public void close() {
      print();
    }

    private static String duration(double seconds) {
      long whole = Math.round(seconds);
      return whole < 600
          ? whole + " s"
          : whole < 7200 ? whole / 60 + " min" : "%.1f h".formatted(whole / 3600.0);
    }

    private void print() {
      said = System.nanoTime();
      double seconds = (said - started) * 1e-9;
      double rate = (done - Math.max(0, first)) / seconds;
      // Of what was done at the first report nobody knows how long it took.
      String speed = rate > 0 ? ", %.1f/s".formatted(rate) : "";
      String left =
          rate > 0 && done < total ? ", " + duration((total - done) / rate) + " left" : "";
      String count = total < 0 ? Long.toString(done) : done + "/" + total;
      err.printf(
          "%s: %s %s%s%s%s%n", task, count, unit, speed, left, note.isEmpty() ? "" : ", " + note);
    }
  }
}
