package org.caption4j.benchmark;

import java.util.List;
import java.util.Locale;
import org.caption4j.encoder.Network;
import org.caption4j.train.EncoderGradient;
import org.caption4j.train.FlatWeights;
import org.caption4j.train.NetworkGradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Part g: an encoder in the manner of EfficientNetV2-B0, forward and in training. */
final class EncoderStep implements Part {
  private static final int BATCH = 32;
  private static final int SIDE = 224;
  private static final double MEGA = 1e6;

  @Override
  public Section measure(int rounds) {
    InvertedResiduals residuals = new InvertedResiduals(1);
    Network form = residuals.network();
    FlatWeights weights = FlatWeights.of(form, DataType.FLOAT);
    Network network = weights.in(form);
    INDArray photos = Nd4j.rand(DataType.FLOAT, BATCH, 3, SIDE, SIDE);
    try (FlatWeights gradient = FlatWeights.zeros(form, DataType.FLOAT);
        EncoderGradient step = EncoderGradient.of(network, gradient, BATCH, SIDE, SIDE, 3);
        NetworkGradient inNd4j = new NetworkGradient(network, gradient, BATCH, SIDE, SIDE, 3)) {
      INDArray vectorGradient = Nd4j.rand(DataType.FLOAT, BATCH, InvertedResiduals.VECTOR);
      double operations = residuals.operations(SIDE);
      List<Standing> standings =
          new Contest(
                  List.of(
                      new Competitor(
                          "training step: forward and backward",
                          1.0 / BATCH,
                          () -> {
                            step.forward(photos, 1);
                            step.backward(vectorGradient);
                          }),
                      new Competitor(
                          "the same in ND4J",
                          1.0 / BATCH,
                          () -> {
                            inNd4j.forward(photos);
                            inNd4j.backward(vectorGradient);
                          }),
                      new Competitor(
                          "forward alone", 1.0 / BATCH, () -> network.run(photos).close()),
                      MatrixProduct.LARGE.asLimitOf(3 * operations)))
              .hold(rounds);
      String remark =
          String.format(
              Locale.ROOT,
              "The layers of EfficientNetV2-B0 with random weights, %,d of them; batches of %d photos of %dx%d,"
                  + " all layers trained. Results and gradients of a batch take %.0f MB, in ND4J %.0f MB. %.1f photos a"
                  + " second in training, %.1f in ND4J, %.1f forward.",
              weights.flat().length(),
              BATCH,
              SIDE,
              SIDE,
              step.bytes() / MEGA,
              inNd4j.bytes() / MEGA,
              1 / standings.get(0).median(),
              1 / standings.get(1).median(),
              1 / standings.get(2).median());
      return new Section(
          "Encoder step", List.of(remark), List.of(Table.of("One photo", "s", standings)));
    } finally {
      weights.close();
    }
  }
}
