package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.caption4j.AtomicFile;

/** The figures of each epoch of a distillation as a table for other programs. */
final class DistillationCsv {
  private static final String HEADER =
      "epoch,size,learning_rate,loss,feature_loss,logit_loss,held_out_cosine,held_out_explained,"
          + "held_out_top1,held_out_top5,photos_per_second,seconds\n";

  private DistillationCsv() {}

  static void write(Path file, List<DistillationFigures> history) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (DistillationFigures f : history) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.3e,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f,%.1f\n",
              f.epoch(),
              f.size(),
              f.learningRate(),
              f.loss(),
              f.featureLoss(),
              f.logitLoss(),
              f.heldOut().cosine(),
              f.heldOut().explained(),
              f.heldOut().top1(),
              f.heldOut().top5(),
              f.photosPerSecond(),
              f.seconds()));
    }
    AtomicFile.write(file, text.toString());
  }
}
