package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradient of captions by every weight of both networks, in double precision. */
class JointGradientTest {
  private static final double STEP = 1e-5;

  private static Network network() {
    List<Node> nodes =
        List.of(
            layer("a", "photo", Window.square(3, 1, 1), 3, 4),
            new Pool("p", "a", Pool.Kind.MAX, Window.square(2, 2, 0), 0, false),
            new Activate("p+", "p", Activation.RELU),
            layer("b", "p+", Window.pixel(), 4, 6),
            new GlobalPool("vector", "b", Pool.Kind.AVERAGE, 0));
    return new Network("photo", nodes, "vector");
  }

  private static Node layer(String name, String input, Window window, int in, int out) {
    int side = window.kernelHeight();
    return new Convolve(
        name,
        input,
        Nd4j.randn(DataType.DOUBLE, out, in, side, side).muli(0.3),
        Nd4j.randn(DataType.DOUBLE, out).muli(0.3),
        window);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void everyWeightOfBothAgreesWithCentralDifferences(CellType cell) {
    Nd4j.getRandom().setSeed(5);
    Network frozen = network();
    FlatWeights weights = FlatWeights.of(frozen, DataType.DOUBLE);
    Network network = weights.in(frozen);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
    DecoderConfig config = new DecoderConfig(cell, 7, 5, 4, 6);
    Parameters parameters = Parameters.random(config, DataType.DOUBLE, 1, 5);
    Parameters decoderGradient = Parameters.zeros(config, DataType.DOUBLE);
    INDArray photos = Nd4j.randn(DataType.DOUBLE, 3, 3, 4, 6);
    // the first photo has two captions, the second none
    List<int[]> captions = List.of(new int[] {3, 4, 5}, new int[] {6}, new int[] {4, 4, 2});
    int[] rows = {0, 0, 2};
    int tokens = 4 + 2 + 4;
    DropoutRates dropout = new DropoutRates(0.2, 0.3);
    try (NetworkGradient chain = new NetworkGradient(network, gradient, 3, 4, 6, 3)) {
      JointGradient joint = new JointGradient(chain, new Decoder(config, parameters), 0.1);
      joint.gradient(photos, captions, rows, dropout, 9, decoderGradient);
      Map<String, INDArray> analytic = new LinkedHashMap<>();
      gradient.views().forEach((name, array) -> analytic.put(name, array.dup()));
      decoderGradient.views().forEach((name, array) -> analytic.put(name, array.dup()));
      Map<String, INDArray> all = new LinkedHashMap<>(weights.views());
      all.putAll(parameters.views());
      all.forEach(
          (name, values) -> {
            double largest = analytic.get(name).amaxNumber().doubleValue();
            assertThat(largest).as(name).isPositive();
            for (long k = 0; k < values.length(); k++) {
              double value = values.getDouble(k);
              values.putScalar(k, value + STEP);
              double above = joint.gradient(photos, captions, rows, dropout, 9, decoderGradient);
              values.putScalar(k, value - STEP);
              double below = joint.gradient(photos, captions, rows, dropout, 9, decoderGradient);
              values.putScalar(k, value);
              assertThat((above - below) / (2 * STEP) / tokens)
                  .as("%s, number %d", name, k)
                  .isCloseTo(analytic.get(name).getDouble(k), within(1e-6 * largest));
            }
          });
    }
  }
}
