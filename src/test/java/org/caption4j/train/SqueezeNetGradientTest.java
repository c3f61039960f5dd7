package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some weights of a real network against central differences, in double precision. */
class SqueezeNetGradientTest {
  private static final Path WEIGHTS =
      Path.of("../shared/weights/squeezenet_v1.1/model.safetensors");
  private static final double STEP = 1e-6;

  /** Small photos will do: the network takes any size. */
  private static final int SIZE = 48;

  @Test
  void someWeightsOfEachLayerAgreeWithCentralDifferences() throws IOException {
    assumeTrue(Files.isRegularFile(WEIGHTS), "needs " + WEIGHTS);
    Nd4j.getRandom().setSeed(3);
    try (NetworkEncoder encoder =
        (NetworkEncoder) ZooEncoders.open(ZooNetwork.SQUEEZENET, WEIGHTS, Optional.empty())) {
      FlatWeights weights = FlatWeights.of(encoder.network(), DataType.DOUBLE);
      Network network = weights.in(encoder.network());
      FlatWeights gradient = FlatWeights.zeros(network, DataType.DOUBLE);
      INDArray photos = Nd4j.randn(DataType.DOUBLE, 1, 3, SIZE, SIZE);
      INDArray factors = Nd4j.randn(DataType.DOUBLE, 1, encoder.dimension());
      try (NetworkGradient chain = new NetworkGradient(network, gradient, 1, SIZE, SIZE, 3)) {
        chain.forward(photos);
        chain.backward(factors);
        Random random = new Random(4);
        List<String> names = List.copyOf(weights.views().keySet());
        for (String name : names) {
          INDArray values = weights.views().get(name);
          INDArray analytic = gradient.views().get(name);
          double largest = analytic.amaxNumber().doubleValue();
          assertThat(largest).as(name).isPositive();
          long k = random.nextInt((int) values.length());
          double value = values.getDouble(k);
          values.putScalar(k, value + STEP);
          double above = chain.forward(photos).mul(factors).sumNumber().doubleValue();
          values.putScalar(k, value - STEP);
          double below = chain.forward(photos).mul(factors).sumNumber().doubleValue();
          values.putScalar(k, value);
          assertThat((above - below) / (2 * STEP))
              .as("%s, number %d", name, k)
              .isCloseTo(analytic.getDouble(k), within(1e-5 * largest));
        }
      }
    }
  }
}
