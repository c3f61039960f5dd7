package org.caption4j.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import org.caption4j.batch.BatchListener;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoListing;

/** Shows how far a batch is. The photos are counted meanwhile. */
final class BatchProgress implements BatchListener, AutoCloseable {
  private final Progress progress;
  private volatile boolean closed;

  BatchProgress(PrintWriter err, PhotoListing photos) {
    this.progress = Progress.of(err, "captions", "photos", -1);
    if (photos.isRepeatable()) {
      Thread counter = new Thread(() -> count(photos.iterator()), "count");
      counter.setDaemon(true);
      counter.start();
    }
  }

  private void count(Iterator<ListedPhoto> photos) {
    long count = 0;
    for (; photos.hasNext() && !closed; photos.next()) {
      count++;
    }
    if (!closed) {
      progress.total(count);
    }
  }

  @Override
  public void written(long described, long failed) {
    progress.at(described + failed, failed == 0 ? "" : failed + " failed");
  }

  @Override
  public void failed(String reason) {
    progress.say("caption4j: " + reason);
  }

  @Override
  public void warned(String warning) {
    progress.say("caption4j: warning: " + warning);
  }

  @Override
  public void close() {
    closed = true;
    progress.close();
  }
}
