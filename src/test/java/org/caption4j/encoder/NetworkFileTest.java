package org.caption4j.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pad;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.encoder.node.SelectChannels;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.caption4j.tensor.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkFileTest {
  private static final Preprocessing PHOTOS =
      Preprocessing.torchvision(16, 16).withFit(Fit.SQUASH, 0);

  @TempDir Path folder;

  @BeforeEach
  void seed() {
    Nd4j.getRandom().setSeed(1);
  }

  private static INDArray random(long... shape) {
    return Nd4j.randn(DataType.FLOAT, shape).muli(0.3);
  }

  private static Network network() {
    INDArray one = Nd4j.ones(DataType.FLOAT, 3);
    List<Node> nodes =
        List.of(
            new BatchNormalise("normalised", "photo", random(3), one, one, random(3), 1e-3),
            new Pad("padded", "normalised", 0, 1, 0, 1),
            new Convolve("a", "padded", random(4, 3, 3, 3), random(4), Window.square(3, 2, 0)),
            new Activate("a+", "a", Activation.SILU),
            new ConvolveDepthwise(
                "b", "a+", random(3, 3, 4, 1), null, new Window(3, 3, 1, 1, 0, 0, 1, 1, true)),
            new GlobalPool("mean", "b", Pool.Kind.AVERAGE, 0),
            new Dense("gate", "mean", random(4, 4), random(4)),
            new Activate("gate+", "gate", Activation.hardSigmoid(0.2, 0.5)),
            new ScaleChannels("gated", List.of("b", "gate+")),
            new Combine("sum", List.of("gated", "a+"), Combine.Operation.ADD),
            new SelectChannels("some", "sum", 1, 3),
            new Concatenate("all", List.of("some", "sum")),
            new GlobalPool("vector", "all", Pool.Kind.MAX, 0));
    return new Network("photo", nodes, "vector");
  }

  @Test
  void aNetworkThatIsReadGivesTheVectorsOfTheOneThatWasWritten() throws IOException {
    Path file = folder.resolve("network.safetensors");
    Network network = network();
    NetworkFile.write(file, network, PHOTOS, Map.of("origin", "test"));
    INDArray photos = random(5, 3, 16, 16);
    try (NetworkEncoder read = NetworkFile.open(file, Optional.empty())) {
      assertThat(read.preprocessing()).isEqualTo(PHOTOS);
      assertThat(read.network().nodes()).hasSameSizeAs(network.nodes());
      INDArray found = read.encode(photos);
      INDArray expected = network.run(photos);
      // half precision has 11 bits
      assertThat(found.sub(expected).amaxNumber().doubleValue())
          .isLessThan(2e-3 * expected.amaxNumber().doubleValue());
    }
  }

  @Test
  void foldedNormalisationsAreWrittenAsTheyRun() throws IOException {
    ZooNetwork zoo = ZooNetwork.SIMPLECNN;
    Path file = folder.resolve("zoo.safetensors");
    INDArray photos = Nd4j.rand(2, 3, 48, 48);
    try (NetworkEncoder encoder =
        (NetworkEncoder)
            ZooEncoders.open(zoo, new RandomWeights(5), Optional.empty(), zoo.preprocessing())) {
      NetworkFile.write(file, encoder.network(), encoder.preprocessing(), Map.of());
      try (NetworkEncoder read = NetworkFile.open(file, Optional.empty())) {
        INDArray expected = encoder.encode(photos);
        assertThat(read.encode(photos).sub(expected).amaxNumber().doubleValue())
            .isLessThan(5e-3 * expected.amaxNumber().doubleValue());
      }
    }
  }

  @Test
  void otherFilesAreRefusedInOneLine() throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    SafeTensorsWriter.write(weights, Map.of("a", random(2)), Map.of(), ElementType.F32);
    assertThatThrownBy(() -> NetworkFile.open(weights, Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a network of format caption4j-network version 1");
    Path unknown = folder.resolve("unknown.safetensors");
    write(unknown, "{\"nodes\": [{\"type\": \"Attend\", \"name\": \"x\"}]}");
    assertThatThrownBy(() -> NetworkFile.open(unknown, Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(unknown + ": node x: no kind of node 'Attend'");
    Path incomplete = folder.resolve("incomplete.safetensors");
    write(incomplete, "{\"nodes\": [{\"type\": \"Pad\", \"name\": \"x\"}]}");
    assertThatThrownBy(() -> NetworkFile.open(incomplete, Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(incomplete + ": node x: expected input but found none of this name");
    Path misshapen = folder.resolve("misshapen.safetensors");
    write(misshapen, "{\"nodes\": [{\"type\": \"Activate\", \"name\": \"x\", \"input\": 3}]}");
    assertThatThrownBy(() -> NetworkFile.open(misshapen, Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(misshapen + ": node x: expected String but found 3");
    Path noJson = folder.resolve("text.safetensors");
    write(noJson, "nodes");
    assertThatThrownBy(() -> NetworkFile.open(noJson, Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("graph in the metadata: line 1: not JSON");
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = folder.resolve("network.safetensors");
    NetworkFile.write(file, network(), PHOTOS, Map.of());
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> NetworkFile.open(file, Optional.empty()))
          .isInstanceOf(BadInputException.class);
    }
  }

  private static void write(Path file, String graph) throws IOException {
    Map<String, String> metadata =
        Map.of("format", "caption4j-network", "version", "1", "graph", graph);
    SafeTensorsWriter.write(file, Map.of("a", random(2)), metadata, ElementType.F32);
  }
}
