package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.caption4j.AtomicFile;

/**
 * The figures of each epoch as a table for other programs: {@code training.csv}.
 *
 * @param <F> an epoch's figures
 * @param header the names of the columns
 * @param format how a line's cells are written
 * @param cells an epoch's, in the order of the columns
 */
record FiguresCsv<F>(String header, String format, Function<F, Object[]> cells) {
  /** Of a decoder's training. */
  static final FiguresCsv<EpochFigures> TRAINING =
      new FiguresCsv<>(
          "epoch,learning_rate,train_loss,train_perplexity,validation_loss,validation_perplexity,"
              + "gradient_norm,captions_per_second,seconds",
          "%d,%.3e,%.4f,%.3f,%.4f,%.3f,%.3f,%.1f,%.1f",
          f ->
              new Object[] {
                f.epoch(),
                f.learningRate(),
                f.trainLoss(),
                f.trainPerplexity(),
                f.validationLoss(),
                f.validationPerplexity(),
                f.gradientNorm(),
                f.captionsPerSecond(),
                f.seconds()
              });

  /** Of an encoder's distillation. */
  static final FiguresCsv<DistillationFigures> DISTILLATION =
      new FiguresCsv<>(
          "epoch,size,learning_rate,loss,feature_loss,logit_loss,held_out_cosine,"
              + "held_out_explained,held_out_top1,held_out_top5,photos_per_second,seconds",
          "%d,%d,%.3e,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f,%.1f",
          f ->
              new Object[] {
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
                f.seconds()
              });

  /**
   * Writes a table, whole or not at all.
   *
   * @param history figures of all epochs, in order
   * @throws IOException if the file cannot be written
   */
  void write(Path file, List<F> history) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (F figures : history) {
      text.append(String.format(Locale.ROOT, format, cells.apply(figures))).append('\n');
    }
    AtomicFile.write(file, text.toString());
  }
}
