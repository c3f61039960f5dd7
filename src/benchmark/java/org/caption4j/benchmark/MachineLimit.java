package org.caption4j.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Part f: how fast the machine multiplies, and what that allows. */
final class MachineLimit implements Part {
  private static final double GIGA = 1e9;

  /** The training step's products: all inputs, one step's recurrence, all outputs. */
  private static final List<MatrixProduct> PRODUCTS =
      List.of(
          MatrixProduct.LARGE,
          new MatrixProduct(
              TrainingTask.BATCH * TrainingTask.STEPS, TrainingTask.UNITS, 4 * TrainingTask.UNITS),
          new MatrixProduct(TrainingTask.BATCH, TrainingTask.UNITS, 4 * TrainingTask.UNITS),
          new MatrixProduct(
              TrainingTask.BATCH * TrainingTask.STEPS,
              TrainingTask.UNITS,
              TrainingTask.VOCABULARY));

  @Override
  public Section measure(int rounds) throws IOException {
    List<Competitor> competitors =
        PRODUCTS.stream()
            .map(
                p ->
                    new Competitor(
                        "%dx%d by %dx%d".formatted(p.m(), p.k(), p.k(), p.n()), p.work()))
            .toList();
    List<Standing> standings = new Contest(competitors).hold(rounds);
    List<List<Object>> rates = new ArrayList<>();
    for (int k = 0; k < PRODUCTS.size(); k++) {
      double operations = PRODUCTS.get(k).operations() / GIGA;
      Standing standing = standings.get(k);
      rates.add(
          List.of(standing.name(), operations / standing.median(), operations / standing.least()));
    }
    double rate = PRODUCTS.get(0).operations() / standings.get(0).median();
    double photo = operationsOfPhoto();
    double step = TrainingTask.random().operations();
    return new Section(
        "What the machine can do",
        List.of(
            "The tables above were measured at other moments: each has a line with the limit of its own run."),
        List.of(
            new Table("`matmul`", List.of("product", "GFLOP/s", "best round"), rates),
            new Table(
                "Least possible time at the first rate",
                List.of("work", "GFLOP", "s"),
                List.of(
                    List.of("a photo to fc7 of VGG16", photo / GIGA, photo / rate),
                    List.of("an LSTM training step", step / GIGA, step / rate)))));
  }

  private static double operationsOfPhoto() throws IOException {
    try (OwnVgg16 network = new OwnVgg16()) {
      return network.weights().operations();
    }
  }
}
