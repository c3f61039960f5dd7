package org.caption4j.encoder.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What comes out is what DL4J itself computes from the same weights. */
class ZooEquivalenceTest {

  @ParameterizedTest
  @CsvSource({
    "LENET, 28",
    "ALEXNET, 95",
    "SIMPLECNN, 48",
    "SQUEEZENET, 96",
    "DARKNET19, 64",
    "RESNET50, 192",
    "XCEPTION, 96",
    "INCEPTIONRESNET, 160",
    "FACENET, 96",
    "TINYYOLO, 96",
    "YOLO2, 96",
    "UNET, 32",
  })
  void fastRoadComputesWhatDl4jComputes(ZooNetwork network, int size) throws Exception {
    compare(network, size);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"VGG16, 224", "VGG19, 64", "ALEXNET, 224", "ZOO_ALEXNET, 224", "SQUEEZENET, 224"})
  void heavyNetworksToo(ZooNetwork network, int size) throws Exception {
    compare(network, size);
  }

  private static void compare(ZooNetwork network, int size) throws Exception {
    ReferenceNetwork reference = ReferenceNetwork.of(network, size);
    String layer =
        switch (network) {
          case VGG19 -> FeatureLayer.of(reference.topology);
          // from here on DL4J's in-place ReLU overwrites sums that a shortcut reads afterwards:
          // ActivationLayer.activate
          case XCEPTION -> "block5_sepconv1";
          default -> network.featureLayer();
        };
    INDArray photos = Nd4j.randn(DataType.FLOAT, 3, network.channels(), size, size);
    Dl4jWeights weights = new Dl4jWeights(reference.model, "memory", "");
    // YOLO's output is boxes; Xception is compared up to its first identity shortcut only
    boolean featureOnly =
        List.of(ZooNetwork.TINYYOLO, ZooNetwork.YOLO2, ZooNetwork.XCEPTION).contains(network);
    if (!featureOnly) {
      String output = reference.topology.output();
      Network whole = Translation.network(reference.topology, weights);
      INDArray found = whole.run(photos);
      if (found.rank() == 4) {
        found = found.permute(0, 3, 1, 2);
      }
      assertSame(found, reference.activation(photos, output));
      whole.close();
    }
    INDArray expected = reference.activation(photos, layer);
    if (expected.rank() == 4) {
      expected = expected.mean(2, 3);
    }
    Network network2 = Translation.network(reference.topology.upTo(layer), weights);
    try (NetworkEncoder encoder =
        new NetworkEncoder(
            network.label(), network2, weights, Preprocessing.kerasVgg(size), network.channels())) {
      assertSame(encoder.encode(photos), expected);
      assertThat(encoder.dimension()).isEqualTo((int) expected.size(1));
    }
  }

  private static void assertSame(INDArray found, INDArray expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    double scale = Transforms.abs(expected, true).maxNumber().doubleValue();
    double difference = Transforms.abs(found.sub(expected), false).maxNumber().doubleValue();
    assertThat(scale).isBetween(1e-6, 1e6);
    assertThat(difference / scale).isLessThan(1e-3);
    assertThat(Transforms.cosineSim(found.dup('c').ravel(), expected.dup('c').ravel()))
        .isGreaterThan(0.99999);
  }
}
