package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OnnxEncodersTest {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;
  private static final Preprocessing PHOTOS = photos(WIDTH, HEIGHT);
  private static final ConvolutionNetwork NETWORK = new ConvolutionNetwork(3);

  @TempDir Path folder;

  private static Preprocessing photos(int width, int height) {
    Preprocessing square = Preprocessing.mobileNet(8);
    return new Preprocessing(
        width,
        height,
        square.fit(),
        0,
        square.channelOrder(),
        square.range(),
        square.mean(),
        square.std());
  }

  private static INDArray noise(int count) {
    Nd4j.getRandom().setSeed(count);
    return Nd4j.randn(DataType.FLOAT, count, 3, HEIGHT, WIDTH);
  }

  private Path network(Object batch) throws Exception {
    Path file = folder.resolve("network-" + batch + ".onnx");
    NETWORK.write(file, batch, HEIGHT, WIDTH);
    return file;
  }

  private static Encoder open(Path file, String output) throws Exception {
    return OnnxEncoders.open(file, Optional.of(output), Optional.of(PHOTOS));
  }

  private static double[] expected(INDArray photos, int k) {
    return NETWORK.features(photos.slice(k).dup('c').ravel().toFloatVector(), HEIGHT, WIDTH);
  }

  private static void assertRow(INDArray vectors, int k, double... expected) {
    assertThat(vectors.getRow(k).toDoubleVector()).containsExactly(expected, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"features", "pooled"})
  void givesWhatPlainLoopsGive(String output) throws Exception {
    try (Encoder encoder = open(network("n"), output);
        INDArray photos = noise(17);
        INDArray vectors = encoder.encode(photos)) {
      assertThat(encoder.name()).isEqualTo("onnx#" + output);
      assertThat(encoder.dimension()).isEqualTo(5);
      assertThat(vectors.shape()).containsExactly(17, 5);
      for (int k = 0; k < 17; k++) {
        assertRow(vectors, k, expected(photos, k));
      }
    }
  }

  @Test
  void givesTheSameInBatchesOfAnySizeAndForAnyFixedNumberOfPhotos() throws Exception {
    Path last = folder.resolve("last.onnx");
    NETWORK.writeChannelsLast(last, "n", HEIGHT, WIDTH);
    try (INDArray photos = noise(17);
        Encoder open = open(network("n"), "features");
        Encoder one = open(network(1), "features");
        Encoder five = open(network(5), "features");
        Encoder channelsLast = open(last, "features")) {
      for (int count = 1; count <= 17; count++) {
        INDArray batch = photos.get(NDArrayIndex.interval(0, count)); // a view
        for (Encoder encoder : List.of(open, one, five, channelsLast)) {
          INDArray vectors = encoder.encode(batch);
          assertThat(vectors.shape()).containsExactly(count, 5);
          assertRow(vectors, 0, expected(photos, 0));
          assertRow(vectors, count - 1, expected(photos, count - 1));
        }
      }
    }
  }

  @Test
  void takesPhotosHoweverTheyLieInMemory() throws Exception {
    try (Encoder encoder = open(network("n"), "features")) {
      INDArray photos = noise(4);
      INDArray vectors = encoder.encode(photos);
      assertThat(encoder.encode(photos.dup('f'))).isEqualTo(vectors);
      INDArray channelsLast = photos.permute(0, 2, 3, 1).dup('c');
      assertThat(encoder.encode(channelsLast.permute(0, 3, 1, 2))).isEqualTo(vectors);
    }
  }

  @Test
  void oneRunGivesSeveralOutputs() throws Exception {
    try (OnnxNetwork network = OnnxNetwork.open(network("n"));
        INDArray photos = noise(3)) {
      assertThat(network.outputs()).containsExactly("features", "pooled", "map", "logits");
      Map<String, INDArray> outputs = network.run(photos, List.of("logits", "features", "map"));
      assertThat(outputs.keySet()).containsExactly("logits", "features", "map");
      assertThat(outputs.get("map").shape()).containsExactly(3, 5, HEIGHT, WIDTH);
      for (int k = 0; k < 3; k++) {
        double[] features = expected(photos, k);
        assertRow(outputs.get("features"), k, features);
        assertRow(outputs.get("logits"), k, NETWORK.logits(features));
      }
      assertThatThrownBy(() -> network.run(photos, List.of("labels")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no output 'labels'");
      assertThatThrownBy(
              () -> network.run(Nd4j.zeros(DataType.FLOAT, 1, 3, 9, 9), List.of("features")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8x6 pixels")
          .hasMessageContaining("[1, 3, 9, 9]");
    }
  }

  @Test
  void theFileBesideSaysWhatAPhotoBecomes() throws Exception {
    Path file = folder.resolve("фото 写真 #1.onnx");
    NETWORK.write(file, "n", "h", "w");
    assertThatThrownBy(() -> OnnxEncoders.open(file, Optional.of("logits"), Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Expected фото 写真 #1.onnx.json beside it, or --preprocessing");
    Path json = folder.resolve("фото 写真 #1.onnx.json");
    Files.writeString(
        json,
        """
        {"width": 12, "height": 10, "fit": "CROP", "shortSide": 14, "channelOrder": "BGR",
         "range": 1, "mean": [1, 2, 3], "std": [4, 5, 6]}
        """);
    try (Encoder encoder = OnnxEncoders.open(file, Optional.of("logits"), Optional.empty())) {
      assertThat(encoder.preprocessing().width()).isEqualTo(12);
      assertThat(encoder.preprocessing().mean()).containsExactly(1f, 2f, 3f);
      assertThat(encoder.dimension()).isEqualTo(3);
    }
    Files.writeString(json, "{\"width\": 12}");
    assertThatThrownBy(() -> OnnxEncoders.open(file, Optional.of("logits"), Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(json + ": expected a preprocessing in JSON");
  }

  @Test
  void theOnlyOutputNeedsNoName() throws Exception {
    Path file = folder.resolve("one.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, HEIGHT, WIDTH)
        .node("GlobalAveragePool", "mean", "photo")
        .output("mean", OnnxWriter.FLOAT, "n", 3, 1, 1)
        .write(file);
    try (Encoder encoder = OnnxEncoders.open(file, Optional.empty(), Optional.of(PHOTOS))) {
      assertThat(encoder.name()).isEqualTo("onnx#mean");
      assertThat(encoder.dimension()).isEqualTo(3);
    }
    Path several = network("n");
    assertThatThrownBy(() -> OnnxEncoders.open(several, Optional.empty(), Optional.of(PHOTOS)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(several + "#OUTPUT")
        .hasMessageContaining(
            "features [n, 5], pooled [n, 5, 1, 1], map [n, 5, 6, 8], logits [n, 3]");
  }

  @Test
  void theFingerprintTellsFileOutputAndPreprocessingApart() throws Exception {
    Path file = folder.resolve("a.onnx");
    NETWORK.write(file, "n", "h", "w");
    Path copy = Files.copy(file, folder.resolve("b.onnx"));
    Path other = folder.resolve("c.onnx");
    new ConvolutionNetwork(4).write(other, "n", "h", "w");
    String own = fingerprint(file, "features", PHOTOS);
    assertThat(own).hasSize(64).isEqualTo(fingerprint(copy, "features", PHOTOS));
    assertThat(
            List.of(
                own,
                fingerprint(other, "features", PHOTOS),
                fingerprint(file, "logits", PHOTOS),
                fingerprint(file, "features", Preprocessing.kerasVgg(8))))
        .doesNotHaveDuplicates();
  }

  private static String fingerprint(Path file, String output, Preprocessing photos)
      throws Exception {
    try (Encoder encoder = OnnxEncoders.open(file, Optional.of(output), Optional.of(photos))) {
      return encoder.fingerprint();
    }
  }

  @Test
  void theLongestNameThatExistsIsTheFile() throws Exception {
    Path odd = Files.createFile(folder.resolve("a #1.onnx#x"));
    assertThat(OnnxSource.locate(odd.toString())).isEqualTo(new OnnxSource(odd, Optional.empty()));
    assertThat(OnnxSource.locate(odd + "#y#z")).isEqualTo(new OnnxSource(odd, Optional.of("y#z")));
    assertThatThrownBy(() -> OnnxSource.locate(folder.resolve("none.onnx") + "#x"))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> OnnxSource.locate("nowhere/none.onnx#x"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("nowhere/none.onnx#x: no such file, expected an ONNX network");
    assertThatThrownBy(() -> OnnxSource.locate(folder.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
  }
}
