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
  private final long begun = System.nanoTime();
  private volatile boolean closed;
  private volatile long before = -1;
  private long describedBefore;

  BatchProgress(PrintWriter err) {
    this.err = Messages.of(err);
    this.progress = Progress.of(err, "captions", "photos", -1);
  }

  /**
   * Counts the photos meanwhile, if they can be listed more than once.
   *
   * @param photos all of them
   * @param limit those of this run, at most
   */
  void count(PhotoListing photos, long limit) {
    if (!photos.isRepeatable()) {
      return;
    }
    Thread counter = new Thread(() -> count(photos.iterator(), limit), "count");
    counter.setDaemon(true);
    counter.start();
  }

  private void count(Iterator<ListedPhoto> photos, long limit) {
    long count = 0;
    for (; photos.hasNext() && !closed; photos.next()) {
      count++;
    }
    if (!closed) {
      long most = Math.max(0, before) + limit;
      progress.total(most < 0 ? count : Math.min(count, most));
    }
  }

  @Override
  public void written(long described, long failed) {
    if (before < 0) {
      describedBefore = described;
      before = described + failed;
    }
    progress.at(described + failed, failed == 0 ? "" : failed + " failed");
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
    long described = summary.described() - describedBefore;
    long failed = summary.failed() - (before - describedBefore);
    return String.format(
        Locale.ROOT,
        "%,d described, %,d skipped, %,d left out, %,d failed in %.1f s (%.1f photos/s)",
        described,
        before,
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
