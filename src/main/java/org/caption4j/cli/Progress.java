package org.caption4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long work is: a bar on a terminal, a plain line now and then elsewhere. */
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

  @Override
  void close();

  /**
   * @param err takes the lines
   * @param task what is being done
   * @param unit what is counted
   * @param total how much there is to do, or -1 if nobody knows
   */
  static Progress of(PrintWriter err, String task, String unit, long total) {
    Messages messages = Messages.of(err);
    Progress lines = new Lines(messages, task, unit, total);
    return messages.showsBars() ? new Bar(messages, lines, task, unit, total) : lines;
  }

  /** On a terminal, redrawn in place; the lines are for the log file. */
  final class Bar implements Progress {
    private final Messages messages;
    private final Progress lines;
    private final String task;
    private final String unit;
    private long total;
    private ProgressBar bar;

    Bar(Messages messages, Progress lines, String task, String unit, long total) {
      this.messages = messages;
      this.lines = lines;
      this.task = task;
      this.unit = unit;
      this.total = total;
    }

    @Override
    public synchronized void at(long done, String note) {
      lines.at(done, note);
      if (bar == null) {
        bar = begin(done);
      }
      bar.stepTo(done);
      bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
    }

    /** Of what was done at the first report nobody knows how long it took. */
    private ProgressBar begin(long done) {
      return new ProgressBarBuilder()
          .setTaskName(task)
          .setInitialMax(total)
          .startsFrom(done, Duration.ZERO)
          .setUnit(" " + unit, 1)
          .showSpeed()
          .setStyle(ProgressBarStyle.ASCII)
          .setUpdateIntervalMillis(500)
          .setConsumer(
              new ConsoleProgressBarConsumer(System.err) {
                @Override
                public void accept(String drawn) {
                  messages.drawBar(drawn);
                }

                @Override
                public void close() {
                  messages.endBar();
                }
              })
          .build();
    }

    @Override
    public synchronized void total(long newTotal) {
      lines.total(newTotal);
      total = newTotal;
      if (bar != null) {
        bar.maxHint(newTotal);
      }
    }

    @Override
    public synchronized void close() {
      lines.close();
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** Where there is no terminal: a line every half minute, and one at the end. */
  final class Lines implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Messages messages;
    private final String task;
    private final String unit;
    private volatile long total;
    private final long started = System.nanoTime();
    private long said = started;
    private long first = -1;
    private long done;
    private String note = "";

    Lines(Messages messages, String task, String unit, long total) {
      this.messages = messages;
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
      messages.progress(
          "%s: %s %s%s%s%s"
              .formatted(task, count, unit, speed, left, note.isEmpty() ? "" : ", " + note));
    }
  }
}
