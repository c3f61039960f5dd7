package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.encoder.onednn.OneDnn;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients in oneDNN against those in ND4J, which agree with differences. */
class OneDnnGradientTest {
  private static final int PHOTOS = 3;
  private static final int HEIGHT = 18;
  private static final int WIDTH = 13;
  private static final double TOLERANCE = 2e-5;

  @BeforeEach
  void start() {
    assumeThat(OneDnn.isAvailable()).isTrue();
    Nd4j.getRandom().setSeed(3);
  }

  private static INDArray numbers(long... shape) {
    return Nd4j.randn(DataType.FLOAT, shape).muli(0.3);
  }

  private static INDArray ones() {
    return Nd4j.ones(DataType.FLOAT, 3);
  }

  private static Node convolve(String name, String input, Window window, int in, int out) {
    INDArray kernel = numbers(out, in, window.kernelHeight(), window.kernelWidth());
    return new Convolve(name, input, kernel, numbers(out), window);
  }

  private static Node depthwise(String name, String input, Window window, int in, int each) {
    INDArray kernel = numbers(window.kernelHeight(), window.kernelWidth(), in, each);
    return new ConvolveDepthwise(name, input, kernel, numbers((long) in * each), window);
  }

  private static Node dense(String name, String input, int in, int out) {
    return new Dense(name, input, numbers(in, out), numbers(out));
  }

  private static Node activate(String name, String input, Activation activation) {
    return new Activate(name, input, activation);
  }

  /** Inverted residuals with squeeze-and-excitation, windows of all kinds. */
  private static Network network() {
    Window same = new Window(3, 3, 2, 2, 0, 0, 1, 1, true);
    Window dilated = new Window(3, 3, 1, 1, 2, 2, 2, 2, false);
    Window oblong = new Window(3, 2, 2, 1, 1, 1, 1, 1, false);
    List<Node> nodes =
        List.of(
            new BatchNormalise(
                "centred", "photo", numbers(3), ones().addi(1), ones(), numbers(3), 0.1),
            convolve("a", "centred", same, 3, 16),
            activate("a+", "a", Activation.SILU),
            convolve("b", "a+", Window.pixel(), 16, 20),
            activate("b+", "b", Activation.HARD_SWISH),
            depthwise("c", "b+", Window.square(3, 1, 1), 20, 1),
            activate("c+", "c", Activation.of(Activation.Kind.RELU6)),
            new GlobalPool("squeezed", "c+", Pool.Kind.AVERAGE, 0),
            dense("d", "squeezed", 20, 5),
            activate("d+", "d", Activation.of(Activation.Kind.TANH)),
            dense("e", "d+", 5, 20),
            activate("e+", "e", Activation.SIGMOID),
            new ScaleChannels("excited", List.of("c+", "e+")),
            new Convolve("f", "excited", numbers(16, 20, 1, 1), null, Window.pixel()),
            new Combine("sum", List.of("a+", "f"), Combine.Operation.ADD),
            depthwise("g", "sum", dilated, 16, 2),
            activate("g+", "g", Activation.hardSigmoid(0.2, 0.5)),
            new Pool("greatest", "g+", Pool.Kind.MAX, Window.square(3, 2, 1), 0, false),
            convolve("h", "greatest", oblong, 32, 7),
            activate("h+", "h", Activation.leakyRelu(0.1)),
            new Pool("mean", "h+", Pool.Kind.AVERAGE, Window.square(2, 1, 1), 0, false),
            new Pool("mean with padding", "mean", Pool.Kind.AVERAGE, same, 0, true),
            convolve("i", "mean with padding", Window.square(3, 3, 1), 7, 6),
            activate("i+", "i", Activation.clip(-0.5, 0.5)),
            new GlobalPool("vector", "i+", Pool.Kind.AVERAGE, 0));
    return new Network("photo", nodes, "vector");
  }

  private static double distance(INDArray found, INDArray expected) {
    return found.sub(expected).norm2Number().doubleValue() / expected.norm2Number().doubleValue();
  }

  private static void assertAgreement(
      Network network, List<WeightedNode> layers, StochasticDepth depth) {
    FlatWeights expected = FlatWeights.zeros(layers, DataType.FLOAT);
    FlatWeights found = FlatWeights.zeros(layers, DataType.FLOAT);
    INDArray photos = numbers(PHOTOS, 3, HEIGHT, WIDTH);
    try (NetworkGradient reference =
            new NetworkGradient(network, expected, depth, PHOTOS, HEIGHT, WIDTH, 3);
        EncoderGradient tried =
            EncoderGradient.of(network, found, depth, PHOTOS, HEIGHT, WIDTH, 3)) {
      assertThat(tried).isInstanceOf(OneDnnGradient.class);
      assertThat(tried.bytes()).isPositive();
      for (int batch = 0; batch < 2; batch++) { // nothing of the first may be left in the second
        INDArray vectors = reference.forward(photos, batch);
        assertThat(distance(tried.forward(photos, batch), vectors)).isLessThan(TOLERANCE);
        INDArray vectorGradient = numbers(vectors.shape());
        reference.backward(vectorGradient);
        tried.backward(vectorGradient);
        expected
            .views()
            .forEach(
                (name, array) ->
                    assertThat(distance(found.views().get(name), array))
                        .as(name)
                        .isLessThan(TOLERANCE));
        photos.muli(0.5);
      }
    }
  }

  @Test
  void everyWeightAgrees() {
    Network network = network();
    assertAgreement(network, network.weightedNodes(), StochasticDepth.NONE);
  }

  @Test
  void theLastLayersAloneAgree() {
    Network network = network();
    assertAgreement(network, WeightLayers.last(network, 4), StochasticDepth.NONE);
  }

  @Test
  void residualBranchesLeftOutAgree() {
    Network network = network();
    StochasticDepth depth = StochasticDepth.of(network, 0.4);
    assertThat(depth.rates()).containsOnlyKeys("f");
    assertAgreement(network, network.weightedNodes(), depth);
  }

  @Test
  void weightsAreReadAnewForEachBatch() {
    Network network = network();
    FlatWeights weights = FlatWeights.of(network, DataType.FLOAT);
    Network trained = weights.in(network);
    FlatWeights gradient = FlatWeights.zeros(network, DataType.FLOAT);
    INDArray photos = numbers(PHOTOS, 3, HEIGHT, WIDTH);
    try (EncoderGradient chain =
        EncoderGradient.of(trained, gradient, StochasticDepth.NONE, PHOTOS, HEIGHT, WIDTH, 3)) {
      chain.forward(photos, 1);
      weights.flat().muli(0.9);
      INDArray found = chain.forward(photos, 1);
      try (INDArray expected = trained.run(photos)) {
        assertThat(distance(found, expected)).isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void aNetworkAfterItsWeightsHaveChangedRunsWithTheNewOnes() {
    Network network = network();
    FlatWeights weights = FlatWeights.of(network, DataType.FLOAT);
    INDArray photos = numbers(PHOTOS, 3, HEIGHT, WIDTH);
    try (Network trained = weights.in(network)) {
      INDArray before = trained.run(photos);
      weights.flat().muli(0.9);
      trained.weightsChanged();
      INDArray after = trained.run(photos);
      try (Network other = weights.in(network)) {
        assertThat(after).isEqualTo(other.run(photos)).isNotEqualTo(before);
      }
    }
  }

  @Test
  void whatOneDnnCannotTrainRunsInNd4j() {
    List<Node> nodes =
        List.of(
            convolve("a", "photo", Window.pixel(), 3, 4),
            convolve("b", "photo", Window.pixel(), 3, 4),
            new Concatenate("ab", List.of("a", "b")),
            new GlobalPool("vector", "ab", Pool.Kind.MAX, 0));
    Network network = new Network("photo", nodes, "vector");
    FlatWeights gradient = FlatWeights.zeros(network, DataType.FLOAT);
    try (EncoderGradient chain =
        EncoderGradient.of(network, gradient, StochasticDepth.NONE, 2, 5, 5, 3)) {
      assertThat(chain).isInstanceOf(NetworkGradient.class);
    }
  }

  @Test
  void photosOfAnotherShapeAreRefused() {
    Network network = network();
    FlatWeights gradient = FlatWeights.zeros(network, DataType.FLOAT);
    try (EncoderGradient chain =
        EncoderGradient.of(network, gradient, StochasticDepth.NONE, PHOTOS, HEIGHT, WIDTH, 3)) {
      INDArray photos = numbers(PHOTOS, 3, HEIGHT, HEIGHT);
      assertThatThrownBy(() -> chain.forward(photos, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected photos of shape [3, 3, 18, 13] but found [3, 3, 18, 18]");
    }
  }
}
