package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.caption4j.AtomicFile;

/** The figures of each epoch as a table for other programs: {@code training.csv}. */
final class TrainingCsv {
  private static final String HEADER =
      "epoch,learning_rate,train_loss,train_perplexity,validation_loss,validation_perplexity,"
          + "gradient_norm,captions_per_second,seconds\n";

  private TrainingCsv() {}

  static void write(Path file, List<EpochFigures> history) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (EpochFigures f : history) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.3e,%.4f,%.3f,%.4f,%.3f,%.3f,%.1f,%.1f%n",
              f.epoch(),
              f.learningRate(),
              f.trainLoss(),
              f.trainPerplexity(),
              f.validationLoss(),
              f.validationPerplexity(),
              f.gradientNorm(),
              f.captionsPerSecond(),
              f.seconds()));
    }
    AtomicFile.write(file, text.toString());
  }
}
