package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The course of a training as a picture: {@code training.png}. */
final class TrainingCurves {
  /** CIDEr is drawn on the axis of the perplexity, which it comes near so. */
  private static final double CIDER_FACTOR = 10;

  private TrainingCurves() {}

  static void write(Path file, List<EpochFigures> history) throws IOException {
    boolean scored = history.stream().anyMatch(figures -> figures.validationCider() != null);
    String title = scored ? "Perplexity, and CIDEr x 10" : "Perplexity";
    Curves curves = new Curves(title, scored ? "" : "perplexity", "0");
    curves.add(
        "training, with dropout",
        history.stream().mapToDouble(EpochFigures::trainPerplexity).toArray());
    curves.add(
        "validation", history.stream().mapToDouble(EpochFigures::validationPerplexity).toArray());
    if (scored) {
      curves.add(
          "validation, CIDEr x 10",
          history.stream().mapToDouble(figures -> CIDER_FACTOR * figures.cider()).toArray());
    }
    curves.write(file);
  }
}
