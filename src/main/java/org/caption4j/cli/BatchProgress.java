package org.caption4j.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Locale;
import org.caption4j.batch.BatchListener;
import org.caption4j.batch.BatchSummary;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoListing;

/** Shows how far a batch is, and what became of it. */
final class BatchProgress implements BatchListener, AutoCloseable {
  private final Messages err;
  private final Progress progress;
  private final long limit;
  private final long begun = System.nanoTime();
  private volatile boolean closed;
  private volatile long listed = -1;
  private BatchSummary before;

  /**
   * @param limit photos that this run describes, at most
   */
  BatchProgress(PrintWriter err, long limit) {
    this.err = Messages.of(err);
    this.limit = limit;
    this.progress = Progress.of(err, "captions", "photos", -1);
  }

  /**
   * Counts the photos meanwhile, if they can be listed more than once.
   *
   * @param photos all of them
   */
  void count(PhotoListing photos) {
    if (!photos.isRepeatable()) {
      return;
    }
    Thread counter = new Thread(() -> count(photos.iterator()), "count");
    counter.setDaemon(true);
    counter.start();
  }

  private void count(Iterator<ListedPhoto> photos) {
    long count = 0;
    for (; photos.hasNext() && !closed; photos.next()) {
      count++;
    }
    if (!closed) {
      listed = count;
    }
  }

  @Override
  public void written(BatchSummary summary) {
    before = before == null ? summary : before;
    if (listed >= 0) {
      progress.total(Math.min(limit, listed - summary.skipped()));
    }
    long failed = summary.failed() - before.failed();
    progress.at(
        summary.described() - before.described() + failed, failed == 0 ? "" : failed + " failed");
  }

  @Override
  public void failed(String reason) {
    err.error(reason);
  }

  /**
   * Says in a few words what this run did.
   *
   * @param leftOut files and folders
   */
  String describe(BatchSummary summary, long leftOut) {
    double seconds = (System.nanoTime() - begun) * 1e-9;
    long described = summary.described() - before.described();
    long failed = summary.failed() - before.failed();
    return String.format(
        Locale.ROOT,
        "%,d described, %,d skipped, %,d left out, %,d failed in %.1f s (%.1f photos/s)",
        described,
        summary.skipped(),
        leftOut,
        failed,
        seconds,
        (described + failed) / seconds);
  }

  @Override
  public void warned(String warning) {
    err.warning(warning);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      progress.close();
    }
  }
}
