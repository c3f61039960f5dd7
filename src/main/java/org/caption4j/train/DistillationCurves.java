package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The course of a distillation as a picture. */
final class DistillationCurves {
  private DistillationCurves() {}

  static void write(Path file, List<DistillationFigures> history) throws IOException {
    Curves curves = new Curves("Student and teacher", "loss, share", "0.00");
    add(curves, "features' loss", history, DistillationFigures::featureLoss);
    add(curves, "held out: cosine", history, f -> f.heldOut().cosine());
    add(curves, "held out: explained", history, f -> f.heldOut().explained());
    if (!Double.isNaN(history.get(0).heldOut().top1())) {
      add(curves, "classes' loss", history, DistillationFigures::logitLoss);
      add(curves, "held out: top 1", history, f -> f.heldOut().top1());
      add(curves, "held out: top 5", history, f -> f.heldOut().top5());
    }
    curves.write(file);
  }

  private static void add(
      Curves curves,
      String name,
      List<DistillationFigures> history,
      ToDoubleFunction<DistillationFigures> value) {
    curves.add(name, history.stream().mapToDouble(value).toArray());
  }
}
