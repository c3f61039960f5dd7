package org.caption4j.cli;

import org.caption4j.pretrained.FetchListener;
import org.caption4j.pretrained.FoundWeights;
import org.caption4j.pretrained.Source;

/** Shows how a download goes. */
final class FetchProgress implements FetchListener {
  private static final long MEGABYTE = 1_000_000;

  private final Messages err;
  private Progress bar;

  FetchProgress(Messages err) {
    this.err = err;
  }

  @Override
  public void waiting(String weights) {
    err.println("caption4j: " + weights + ": waiting for another process that fetches them");
  }

  @Override
  public void started(Source source, long bytes, long resumedAt) {
    endBar();
    err.printf(
        "caption4j: %s from %s%s%n",
        source.weights(),
        source.shownAddress().orElseThrow(),
        resumedAt > 0 ? ", resumed after " + megabytes(resumedAt) + " MB" : "");
    bar = Progress.of(err, source.weights(), "MB", bytes < 0 ? bytes : megabytes(bytes));
    progress(resumedAt);
  }

  @Override
  public void progress(long bytesSoFar) {
    bar.at(megabytes(bytesSoFar), "");
  }

  @Override
  public void retrying(Source source, String reason, long waitMillis) {
    endBar();
    err.warning(
        "%s: %s; next try in %.1f s"
            .formatted(source.shownAddress().orElseThrow(), reason, waitMillis / 1000.0));
  }

  @Override
  public void failed(Source source, String reason) {
    endBar();
    err.warning("%s: %s".formatted(source.shownAddress().orElseThrow(), reason));
  }

  @Override
  public void converting(String weights) {
    endBar();
    err.println("caption4j: " + weights + ": checked; writing them as safetensors");
  }

  @Override
  public void done(FoundWeights weights) {
    endBar();
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static long megabytes(long bytes) {
    return bytes / MEGABYTE;
  }
}
