package org.caption4j.cli;

import java.io.PrintWriter;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.train.Agreement;
import org.caption4j.train.DistillationFigures;
import org.caption4j.train.DistillationListener;

/** Shows how the training of an encoder goes. */
final class DistillationProgress implements DistillationListener {
  private final PrintWriter err;
  private final int epochs;
  private Progress epoch;

  DistillationProgress(PrintWriter err, int epochs) {
    this.err = err;
    this.epochs = epochs;
  }

  @Override
  public FeatureExtractor.Listener reading(String what, int photos) {
    return new ExtractionProgress(err, what, photos);
  }

  @Override
  public void ready(int photos, int heldOut, long weights, int epochsDone) {
    err.printf("%,d photos, %,d held out, %,d weights%n", photos, heldOut, weights);
    if (epochsDone > 0) {
      err.printf("Going on after epoch %d.%n", epochsDone);
    }
  }

  @Override
  public void batchDone(int number, int photosDone, int photos, double meanLoss) {
    if (epoch == null) {
      epoch = Progress.of(err, "epoch " + number + "/" + epochs, "photos", photos);
    }
    epoch.at(photosDone, String.format("loss %.4f", meanLoss));
  }

  @Override
  public void epochDone(DistillationFigures figures) {
    epoch.close();
    epoch = null;
    err.printf(
        "epoch %d, photos of %d: loss %.4f (features %.4f, classes %.4f); held out: cosine %.4f, explained %.4f%s; %.0f photos/s, %.0f s%n",
        figures.epoch(),
        figures.size(),
        figures.loss(),
        figures.featureLoss(),
        figures.logitLoss(),
        figures.heldOut().cosine(),
        figures.heldOut().explained(),
        classes(figures.heldOut()),
        figures.photosPerSecond(),
        figures.seconds());
  }

  private static String classes(Agreement heldOut) {
    return Double.isNaN(heldOut.top1())
        ? ""
        : String.format(", top-1 %.3f, top-5 %.3f", heldOut.top1(), heldOut.top5());
  }
}
