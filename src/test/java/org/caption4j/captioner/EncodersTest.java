package org.caption4j.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.RecordedWeights;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EncodersTest {
  @TempDir Path folder;

  private Path file(CompactNetwork network, ElementType type) throws Exception {
    Path file = folder.resolve(type + ".safetensors");
    try (RecordedWeights weights = new RecordedWeights(new RandomWeights(4))) {
      network.network(weights);
      SafeTensorsWriter.write(file, weights.parameters(), Map.of(), type);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"COMPACT, compact, 512", "COMPACT_VGG, compact-vgg, 4096"})
  void opensCompactNetworksInSingleAndHalfPrecision(
      CompactNetwork network, String label, int dimension) throws Exception {
    Path exactFile = file(network, ElementType.F32);
    Path halfFile = file(network, ElementType.F16);
    assertThat(Files.size(halfFile)).isLessThan(12_000_000);
    INDArray photos = Nd4j.randn(DataType.FLOAT, 3, 3, 128, 128);
    try (Encoder exact = network.encoder(new RandomWeights(4), network.preprocessing());
        Encoder single = Encoders.open(label, exactFile, Optional.empty());
        Encoder half = Encoders.open(label.toUpperCase(Locale.ROOT), halfFile, Optional.empty())) {
      assertThat(single.dimension()).isEqualTo(dimension);
      assertThat(single.name()).isEqualTo(label);
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
        .hasMessageContaining("compact, compact-vgg, vgg16");
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
