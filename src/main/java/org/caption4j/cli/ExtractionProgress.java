package org.caption4j.cli;

import java.io.PrintWriter;
import org.caption4j.BadInputException;
import org.caption4j.encoder.FeatureExtractor;

/** Shows how far the vectors of photos are, and which photos could not be read. */
final class ExtractionProgress implements FeatureExtractor.Listener, AutoCloseable {
  private final Progress progress;
  private final long total;
  private final FirstFew skipped;
  private final FirstFew warnings;
  private boolean closed;

  ExtractionProgress(PrintWriter err, String what, long total) {
    this.progress = Progress.of(err, what, "photos", total);
    this.total = total;
    Messages messages = Messages.of(err);
    this.skipped = new FirstFew(messages::error, "%,d photos more cannot be read, %,d in all");
    this.warnings =
        new FirstFew(messages::warning, "%,d photos more with something wrong, %,d in all");
  }

  @Override
  public void progress(int photos) {
    progress.at(photos, "");
    if (photos == total) {
      close();
    }
  }

  @Override
  public void skipped(BadInputException fault) {
    skipped.add(fault.getMessage());
  }

  @Override
  public void warned(String warning) {
    warnings.add(warning);
  }

  /**
   * @return photos that could not be read
   */
  int skipped() {
    return skipped.count();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      skipped.tellOthers();
      warnings.tellOthers();
      progress.close();
    }
  }
}
