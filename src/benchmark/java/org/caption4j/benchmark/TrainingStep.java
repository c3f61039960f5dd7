package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Part b: a training step of the decoder, by three libraries. */
final class TrainingStep implements Part {
  private static final double TOLERANCE = 1e-4;

  @Override
  public Section measure(int rounds) {
    TrainingTask task = TrainingTask.random();
    OwnTraining own = new OwnTraining(task);
    Dl4jTraining dl4j = new Dl4jTraining();
    try (TorchTraining torch = new TorchTraining(task)) {
      List<String> remarks = new ArrayList<>();
      remarks.add(
          "%d captions of up to %d steps, %,d tokens in all, %d units, a vocabulary of %,d; loss, gradients and Adam; no dropout, no clipping."
              .formatted(
                  TrainingTask.BATCH,
                  TrainingTask.STEPS,
                  task.batch().tokens(),
                  TrainingTask.UNITS,
                  TrainingTask.VOCABULARY));
      remarks.add(agreement(own, torch));
      remarks.add(
          "PyTorch is shown the image as the initial hidden state, which costs it no product more."
              + " Its LSTM pads captions to the longest, since DJL has no packed sequences; its output layer"
              + " sees tokens alone. DL4J's layers have neither embedding nor image, and captions of full length.");
      List<Standing> standings =
          new Contest(
                  List.of(
                      new Competitor("this project", own::step),
                      new Competitor("PyTorch through DJL", torch::step),
                      new Competitor("DL4J `LSTM` and `RnnOutputLayer`", dl4j::step),
                      MatrixProduct.LARGE.asLimitOf(task.operations())))
              .hold(rounds);
      return new Section(
          "LSTM training step", remarks, List.of(Table.of("One step", "s", standings)));
    }
  }

  private static String agreement(OwnTraining own, TorchTraining torch) {
    double expected = own.step();
    double found = torch.backward();
    if (!(Math.abs(found - expected) < TOLERANCE * expected)) {
      throw new IllegalStateException(
          "PyTorch: expected a first loss of " + expected + " but found " + found);
    }
    Agreement gradients =
        Agreement.of(own.outputGradient(), torch.outputGradient()).require("PyTorch's gradient");
    return String.format(
        Locale.ROOT,
        "From the same weights, the first loss is %.5f nats a token here and %.5f in PyTorch; gradients by the output layer: %s.",
        expected,
        found,
        gradients);
  }
}
