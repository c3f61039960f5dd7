package org.caption4j.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EncodersTest {
  @TempDir Path folder;

  private Path file(ElementType type) throws Exception {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (Node node : CompactNetwork.network(new RandomWeights(4)).nodes()) {
      if (node instanceof Convolve layer) {
        tensors.put(layer.name() + "/W", layer.kernel());
        tensors.put(layer.name() + "/b", layer.bias());
      }
    }
    Path file = folder.resolve(type + ".safetensors");
    SafeTensorsWriter.write(file, tensors, Map.of(), type);
    return file;
  }

  @Test
  void opensTheCompactNetworkInSingleAndHalfPrecision() throws Exception {
    INDArray photos = Nd4j.randn(DataType.FLOAT, 3, 3, 112, 112);
    try (Encoder exact =
            CompactNetwork.encoder(new RandomWeights(4), CompactNetwork.preprocessing());
        Encoder single = Encoders.open("compact", file(ElementType.F32), Optional.empty());
        Encoder half = Encoders.open("Compact", file(ElementType.F16), Optional.empty())) {
      assertThat(single.dimension()).isEqualTo(512);
      assertThat(single.name()).isEqualTo("compact");
      assertThat(single.fingerprint()).isNotEqualTo(half.fingerprint());
      INDArray expected = exact.encode(photos);
      assertThat(single.encode(photos)).isEqualTo(expected);
      double scale = expected.maxNumber().doubleValue();
      double difference = half.encode(photos).subi(expected).amaxNumber().doubleValue();
      assertThat(difference / scale).isBetween(1e-9, 1e-2);
    }
  }

  @Test
  void saysWhichNetworksThereAre() {
    assertThat(Encoders.names()).contains("compact", "vgg16", "squeezenet");
    assertThatThrownBy(() -> Encoders.open("vgg17", Path.of("none"), Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("compact, vgg16");
  }

  @Test
  void refusesWeightsOfAnotherNetworkAndOtherTypes() throws Exception {
    Path other = folder.resolve("other.safetensors");
    SafeTensorsWriter.write(
        other, Map.of("conv1/W", Nd4j.zeros(DataType.FLOAT, 8, 48, 3, 3)), Map.of());
    assertThatThrownBy(() -> Encoders.open("compact", other, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("conv1/W");
    Path wide = folder.resolve("wide.safetensors");
    SafeTensorsWriter.write(
        wide, Map.of("conv1/W", Nd4j.zeros(DataType.DOUBLE, 64, 48, 3, 3)), Map.of());
    assertThatThrownBy(() -> Encoders.open("compact", wide, Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected F32 or F16");
  }
}
