package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.NormaliseAcrossChannels;
import org.caption4j.encoder.node.Pad;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.Scale;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.encoder.node.SelectChannels;
import org.caption4j.encoder.node.SpaceToDepth;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Window;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkGradientTest {
  private static final double STEP = 1e-5;

  /** Every kind of node that can be trained through, in double precision. */
  private static Network network(FlatWeights weights) {
    List<Node> nodes =
        List.of(
            new SpaceToDepth("blocks", "photo", 2),
            layer("a", "blocks", Window.square(3, 1, 1), weights, 12, 5),
            new Pool("pooled", "a", Pool.Kind.MAX, Window.square(2, 2, 0), 0, false),
            new Activate("pooled+", "pooled", Activation.RELU),
            layer("b", "pooled+", Window.square(3, 1, 1), weights, 5, 4),
            new Activate("b+", "b", Activation.RELU),
            layer("c", "b+", Window.pixel(), weights, 4, 3),
            new Activate("c+", "c", Activation.RELU),
            new GlobalPool("vector", "c+", Pool.Kind.AVERAGE, 0));
    return new Network("photo", nodes, "vector");
  }

  /** The places kept apart, as VGG's matrices see them. */
  private static Network withMatrices(FlatWeights weights) {
    Window padded = new Window(3, 2, 2, 2, 1, 1, 1, 1, false);
    List<Node> nodes =
        List.of(
            layer("a", "photo", Window.square(3, 2, 1), weights, 3, 4),
            new Activate("a+", "a", Activation.RELU),
            new Pool("some", "a+", Pool.Kind.AVERAGE, padded, 0, false),
            new Pool("fewer", "some", Pool.Kind.AVERAGE, padded, 0, true),
            new Flatten("flat", "fewer"),
            matrix("d", "flat", weights, 4 * 1 * 3, 5),
            new Activate("d+", "d", Activation.RELU),
            new Flatten("flat still", "d+"),
            matrix("e", "flat still", weights, 5, 3));
    return new Network("photo", nodes, "e");
  }

  /**
   * Branches that meet again: laid behind each other, and added up; one value has three readers.
   */
  private static Network withBranches(FlatWeights weights) {
    List<Node> nodes =
        List.of(
            layer("a", "photo", Window.square(3, 1, 1), weights, 3, 4),
            new Activate("a+", "a", Activation.RELU),
            new Pool("p", "a+", Pool.Kind.MAX, Window.square(3, 2, 0), 0, false),
            layer("b", "p", Window.pixel(), weights, 4, 3),
            new Activate("b+", "b", Activation.RELU),
            layer("c", "p", Window.square(3, 1, 1), weights, 4, 2),
            new Activate("c+", "c", Activation.RELU),
            new Concatenate("bc", List.of("b+", "c+")),
            layer("d", "bc", Window.square(3, 1, 1), weights, 5, 5),
            new Combine("sum", List.of("d", "bc", "bc"), Combine.Operation.ADD),
            new Activate("sum+", "sum", Activation.RELU),
            withoutBias("e", "sum+", weights, 5, 3),
            new GlobalPool("vector", "e", Pool.Kind.MAX, 0));
    return new Network("photo", nodes, "vector");
  }

  /** What modern networks are made of: inverted residuals with squeeze-and-excitation. */
  private static Network withExcitation(FlatWeights weights) {
    Window same = new Window(3, 3, 2, 2, 0, 0, 1, 1, true);
    List<Node> nodes =
        List.of(
            new Pad("padded", "photo", 0, 1, 0, 1),
            layer("a", "padded", Window.square(3, 1, 0), weights, 3, 4),
            new Activate("a+", "a", Activation.SILU),
            depthwise("b", "a+", same, weights, 4, 1),
            new Activate("b+", "b", Activation.HARD_SWISH),
            depthwise("c", "b+", Window.square(3, 1, 1), weights, 4, 2),
            new Activate("c+", "c", Activation.of(Activation.Kind.RELU6)),
            new GlobalPool("squeezed", "c+", Pool.Kind.AVERAGE, 0),
            matrix("d", "squeezed", weights, 8, 2),
            new Activate("d+", "d", Activation.of(Activation.Kind.TANH)),
            matrix("e", "d+", weights, 2, 8),
            new Activate("e+", "e", Activation.SIGMOID),
            new ScaleChannels("excited", List.of("c+", "e+")),
            new SelectChannels("half", "excited", 2, 6),
            layer("f", "half", new Window(3, 3, 1, 1, 2, 2, 2, 2, false), weights, 4, 4),
            new Combine("sum", List.of("f", "b+"), Combine.Operation.ADD),
            new Activate("sum+", "sum", Activation.hardSigmoid(0.2, 0.5)),
            new Combine("product", List.of("sum", "sum+"), Combine.Operation.MULTIPLY),
            new Activate("clipped", "product", Activation.clip(-1.5, 1.5)),
            new Scale("scaled", "clipped", 0.5, 1),
            new Activate("leaky", "scaled", Activation.leakyRelu(0.1)),
            withoutBias("g", "leaky", weights, 4, 3),
            new GlobalPool("vector", "g", Pool.Kind.AVERAGE, 0));
    return new Network("photo", nodes, "vector");
  }

  private static Node depthwise(
      String name, String input, Window window, FlatWeights weights, int channels, int times) {
    INDArray kernel =
        weights == null ? random(3, 3, channels, times) : weights.views().get(name + "/W");
    INDArray bias =
        weights == null ? random((long) channels * times) : weights.views().get(name + "/b");
    return new ConvolveDepthwise(name, input, kernel, bias, window);
  }

  private static Node withoutBias(String name, String input, FlatWeights weights, int in, int out) {
    INDArray kernel = weights == null ? random(out, in, 1, 1) : weights.views().get(name + "/W");
    return new Convolve(name, input, kernel, null, Window.pixel());
  }

  private static Node matrix(String name, String input, FlatWeights weights, int in, int out) {
    return weights == null
        ? new Dense(name, input, random(in, out), random(out))
        : new Dense(
            name, input, weights.views().get(name + "/W"), weights.views().get(name + "/b"));
  }

  private static INDArray random(long... shape) {
    return Nd4j.randn(DataType.DOUBLE, shape).muli(0.3);
  }

  private static Node layer(
      String name, String input, Window window, FlatWeights weights, int in, int out) {
    int side = window.kernelHeight();
    INDArray kernel =
        weights == null ? random(out, in, side, side) : weights.views().get(name + "/W");
    INDArray bias = weights == null ? random(out) : weights.views().get(name + "/b");
    return new Convolve(name, input, kernel, bias, window);
  }

  @Test
  void everyWeightAgreesWithCentralDifferences() {
    assertAgreement(NetworkGradientTest::network);
  }

  @Test
  void theSameForMatricesAndMeans() {
    assertAgreement(NetworkGradientTest::withMatrices);
  }

  @Test
  void theSameForBranches() {
    assertAgreement(NetworkGradientTest::withBranches);
  }

  @Test
  void theSameForExcitedResiduals() {
    assertAgreement(NetworkGradientTest::withExcitation);
  }

  @Test
  void residualBranchesLeftOutGetNoGradient() {
    Nd4j.getRandom().setSeed(4);
    Network network = withExcitation(null);
    StochasticDepth depth = StochasticDepth.of(network, 0.5);
    assertThat(depth.rates()).containsExactly(Map.entry("f", 0.5));
    FlatWeights weights = FlatWeights.of(network, DataType.DOUBLE);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
    INDArray one = Nd4j.randn(DataType.DOUBLE, 1, 3, 8, 12);
    INDArray photos = Nd4j.concat(0, one, one, one, one);
    try (NetworkGradient chain =
        new NetworkGradient(weights.in(network), gradient, depth, 4, 8, 12, 3)) {
      INDArray vectors = chain.forward(photos, 3).dup();
      double[] kept = depth.factors(4, 3).get("f");
      assertThat(kept).contains(0, 2);
      for (int k = 1; k < kept.length; k++) {
        assertThat(vectors.getRow(k).equals(vectors.getRow(0))).isEqualTo(kept[k] == kept[0]);
      }
      chain.backward(Nd4j.ones(DataType.DOUBLE, 4, 3));
      for (String name : List.of("f/b", "a/b")) {
        INDArray bias = weights.views().get(name);
        double above = sum(chain, photos, bias, STEP);
        double below = sum(chain, photos, bias, -STEP);
        assertThat(gradient.views().get(name).getDouble(1))
            .as(name)
            .isCloseTo((above - below) / (2 * STEP), within(1e-6));
      }
    }
  }

  private static double sum(NetworkGradient chain, INDArray photos, INDArray bias, double step) {
    double value = bias.getDouble(1);
    bias.putScalar(1, value + step);
    double sum = chain.forward(photos, 3).sumNumber().doubleValue();
    bias.putScalar(1, value);
    return sum;
  }

  @Test
  void theLastLayersAloneCostLessAndGetTheSameGradient() {
    Nd4j.getRandom().setSeed(9);
    Network network = withBranches(null);
    FlatWeights all = FlatWeights.zeros(network, DataType.DOUBLE);
    FlatWeights some = FlatWeights.zeros(WeightLayers.last(network, 2), DataType.DOUBLE);
    assertThat(some.views()).containsOnlyKeys("d/W", "d/b", "e/W");
    INDArray photos = Nd4j.randn(DataType.DOUBLE, 5, 3, 9, 9);
    INDArray factors = Nd4j.randn(DataType.DOUBLE, 5, 3);
    try (NetworkGradient whole = new NetworkGradient(network, all, 5, 9, 9, 3);
        NetworkGradient part = new NetworkGradient(network, some, 5, 9, 9, 3)) {
      assertThat(part.forward(photos)).isEqualTo(whole.forward(photos));
      whole.backward(factors);
      part.backward(factors);
      some.views()
          .forEach((name, found) -> assertThat(found).as(name).isEqualTo(all.views().get(name)));
      assertThat(some.flat().amaxNumber().doubleValue()).isPositive();
      assertThat(part.bytes()).isLessThan(whole.bytes());
    }
  }

  @Test
  void whatHasNoGradientIsNamed() {
    List<Node> nodes =
        List.of(
            layer("a", "photo", Window.pixel(), null, 3, 4),
            new NormaliseAcrossChannels("lrn", "a", 2, 2, 1e-4, 0.75),
            layer("b", "lrn", Window.pixel(), null, 4, 2),
            new GlobalPool("vector", "b", Pool.Kind.AVERAGE, 0));
    Network network = new Network("photo", nodes, "vector");
    FlatWeights all = FlatWeights.zeros(network, DataType.DOUBLE);
    assertThatThrownBy(() -> new NetworkGradient(network, all, 1, 4, 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lrn cannot be fine-tuned: no gradient is known for NormaliseAcrossChannels; train fewer layers");
    FlatWeights behind = FlatWeights.zeros(WeightLayers.last(network, 1), DataType.DOUBLE);
    new NetworkGradient(network, behind, 1, 4, 4, 3).close();
    assertThatThrownBy(() -> WeightLayers.last(network, 3)).hasMessageContaining("at most 2");
  }

  private static void assertAgreement(Function<FlatWeights, Network> form) {
    Nd4j.getRandom().setSeed(5);
    FlatWeights weights = FlatWeights.of(form.apply(null), DataType.DOUBLE);
    Network network = form.apply(weights);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
    INDArray photos = Nd4j.randn(DataType.DOUBLE, 3, 3, 8, 12);
    INDArray factors = Nd4j.randn(DataType.DOUBLE, 3, 3); // the loss is their sum product
    try (NetworkGradient chain = new NetworkGradient(network, gradient, 3, 8, 12, 3)) {
      chain.calibrate(photos);
      chain.forward(photos);
      chain.backward(factors);
      for (Map.Entry<String, INDArray> entry : weights.views().entrySet()) {
        INDArray values = entry.getValue();
        INDArray analytic = gradient.views().get(entry.getKey());
        double largest = analytic.amaxNumber().doubleValue();
        assertThat(largest).as(entry.getKey()).isPositive();
        for (long k = 0; k < values.length(); k++) {
          double value = values.getDouble(k);
          values.putScalar(k, value + STEP);
          double above = chain.forward(photos).mul(factors).sumNumber().doubleValue();
          values.putScalar(k, value - STEP);
          double below = chain.forward(photos).mul(factors).sumNumber().doubleValue();
          values.putScalar(k, value);
          assertThat((above - below) / (2 * STEP))
              .as("%s, number %d", entry.getKey(), k)
              .isCloseTo(analytic.getDouble(k), within(1e-6 * largest));
        }
      }
    }
  }

  @Test
  void calibrationGivesEveryChannelUnitScale() {
    Nd4j.getRandom().setSeed(6);
    FlatWeights weights = FlatWeights.of(network(null), DataType.DOUBLE);
    Network network = network(weights);
    INDArray photos = Nd4j.randn(DataType.DOUBLE, 8, 3, 16, 16).muli(7).addi(3);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
    try (NetworkGradient chain = new NetworkGradient(network, gradient, 8, 16, 16, 3)) {
      chain.calibrate(photos);
      // the mean of max(0, z) for z of mean 0 and variance 1, were it normal, is 0.4
      INDArray vectors = chain.forward(photos);
      assertThat(vectors.meanNumber().doubleValue()).isBetween(0.25, 0.55);
    }
  }

  @Test
  void calibrationGivesEveryColumnOfAMatrixUnitScale() {
    Nd4j.getRandom().setSeed(7);
    FlatWeights weights = FlatWeights.of(withMatrices(null), DataType.DOUBLE);
    Network network = withMatrices(weights);
    INDArray photos = Nd4j.randn(DataType.DOUBLE, 20, 3, 8, 12).muli(7).addi(3);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
    try (NetworkGradient chain = new NetworkGradient(network, gradient, 20, 8, 12, 3)) {
      chain.calibrate(photos);
      INDArray vectors = chain.forward(photos);
      assertThat(vectors.mean(0).toDoubleVector()).containsOnly(new double[3], within(1e-6));
      assertThat(vectors.std(false, 0).toDoubleVector())
          .containsOnly(new double[] {1, 1, 1}, within(1e-4));
    }
  }
}
