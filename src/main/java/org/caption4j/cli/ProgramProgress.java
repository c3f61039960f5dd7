package org.caption4j.cli;

import java.io.PrintWriter;
import org.caption4j.eval.external.ScoringListener;
import org.caption4j.eval.report.CaptionEvaluation;
import org.caption4j.metric.Metric;

/** Shows how far the programs of others are, one after the other. */
final class ProgramProgress implements CaptionEvaluation.Listener, AutoCloseable {
  private final PrintWriter err;
  private final long images;
  private Progress progress;

  ProgramProgress(PrintWriter err, long images) {
    this.err = err;
    this.images = images;
  }

  @Override
  public ScoringListener starting(Metric metric) {
    close();
    Progress started = Progress.of(err, metric.label(), "images", images);
    progress = started;
    return new ScoringListener() {
      @Override
      public void progress(int done, int all) {
        started.at(done, "");
      }
    };
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
