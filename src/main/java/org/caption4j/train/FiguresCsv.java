package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caption4j.AtomicFile;

/**
 * The figures of each epoch as a table for other programs: {@code training.csv}.
 *
 * @param <F> an epoch's figures
 * @param columns in order
 */
record FiguresCsv<F>(List<Column<F>> columns) {
  /** Of an encoder's distillation. */
  static final FiguresCsv<DistillationFigures> DISTILLATION =
      new FiguresCsv<>(
          List.of(
              new Column<>("epoch", "%d", DistillationFigures::epoch),
              new Column<>("size", "%d", DistillationFigures::size),
              new Column<>("learning_rate", "%.3e", DistillationFigures::learningRate),
              new Column<>("loss", "%.4f", DistillationFigures::loss),
              new Column<>("feature_loss", "%.4f", DistillationFigures::featureLoss),
              new Column<>("logit_loss", "%.4f", DistillationFigures::logitLoss),
              new Column<>("held_out_cosine", "%.4f", f -> f.heldOut().cosine()),
              new Column<>("held_out_explained", "%.4f", f -> f.heldOut().explained()),
              new Column<>("held_out_top1", "%.4f", f -> f.heldOut().top1()),
              new Column<>("held_out_top5", "%.4f", f -> f.heldOut().top5()),
              new Column<>("photos_per_second", "%.1f", DistillationFigures::photosPerSecond),
              new Column<>("seconds", "%.1f", DistillationFigures::seconds)));

  /** Of every training of a decoder. */
  private static final List<Column<EpochFigures>> TRAINING =
      List.of(
          new Column<>("epoch", "%d", EpochFigures::epoch),
          new Column<>("learning_rate", "%.3e", EpochFigures::learningRate),
          new Column<>("train_loss", "%.4f", EpochFigures::trainLoss),
          new Column<>("train_perplexity", "%.3f", EpochFigures::trainPerplexity),
          new Column<>("validation_loss", "%.4f", EpochFigures::validationLoss),
          new Column<>("validation_perplexity", "%.3f", EpochFigures::validationPerplexity),
          new Column<>("gradient_norm", "%.3f", EpochFigures::gradientNorm),
          new Column<>("captions_per_second", "%.1f", EpochFigures::captionsPerSecond),
          new Column<>("seconds", "%.1f", EpochFigures::seconds));

  /**
   * A column.
   *
   * @param <F> an epoch's figures
   * @param name in the first line
   * @param format of a cell
   * @param cell of an epoch; null for an empty cell
   */
  record Column<F>(String name, String format, Function<F, Object> cell) {
    private String text(F figures) {
      Object value = cell.apply(figures);
      return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
  }

  /**
   * Of a decoder's training. CIDEr and the figures of each of several validation sets have columns
   * where there are any.
   *
   * @param history figures of all epochs
   */
  static FiguresCsv<EpochFigures> training(List<EpochFigures> history) {
    List<Column<EpochFigures>> columns = new ArrayList<>(TRAINING);
    boolean scored = history.stream().anyMatch(figures -> figures.validationCider() != null);
    if (scored) {
      columns.add(new Column<>("validation_cider", "%.4f", EpochFigures::validationCider));
    }
    int sets = history.stream().mapToInt(f -> f.validationSets().size()).max().orElse(0);
    for (int set = 0; sets > 1 && set < sets; set++) {
      columns.add(column(set, "perplexity", "%.3f", SetFigures::perplexity));
      if (scored) {
        columns.add(column(set, "cider", "%.4f", SetFigures::cider));
      }
    }
    return new FiguresCsv<>(columns);
  }

  private static Column<EpochFigures> column(
      int set, String figure, String format, Function<SetFigures, Object> cell) {
    return new Column<>(
        "validation_%d_%s".formatted(set + 1, figure),
        format,
        epoch ->
            set < epoch.validationSets().size()
                ? cell.apply(epoch.validationSets().get(set))
                : null);
  }

  /**
   * Writes a table, whole or not at all.
   *
   * @param history figures of all epochs, in order
   * @throws IOException if the file cannot be written
   */
  void write(Path file, List<F> history) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\n")));
    for (F figures : history) {
      text.append(
          columns.stream()
              .map(column -> column.text(figures))
              .collect(Collectors.joining(",", "", "\n")));
    }
    AtomicFile.write(file, text.toString());
  }
}
