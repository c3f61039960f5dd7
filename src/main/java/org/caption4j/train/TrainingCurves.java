package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The course of a training as a picture: {@code training.png}. */
final class TrainingCurves {
  private TrainingCurves() {}

  static void write(Path file, List<EpochFigures> history) throws IOException {
    Curves curves = new Curves("Perplexity", "perplexity", "0");
    curves.add(
        "training, with dropout",
        history.stream().mapToDouble(EpochFigures::trainPerplexity).toArray());
    curves.add(
        "validation", history.stream().mapToDouble(EpochFigures::validationPerplexity).toArray());
    if (history.stream().anyMatch(figures -> figures.validationCider() != null)) {
      curves.addAtTheRight(
          "validation, CIDEr",
          "CIDEr",
          "0.00",
          history.stream().mapToDouble(EpochFigures::cider).toArray());
    }
    curves.write(file);
  }
}
