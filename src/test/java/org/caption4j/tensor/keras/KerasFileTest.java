package org.caption4j.tensor.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jhdf.WritableGroupImpl;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.tensor.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The files among the resources were written by h5py 3.16, as Keras does: old.h5 in the format's
 * first version, types.h5 with all kinds of numbers behind a user block, packed.h5 and latest.h5 in
 * compressed chunks. All their numbers are 0 / 2 - 1, 1 / 2 - 1, 2 / 2 - 1 and so on.
 */
class KerasFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("w.h5");
  }

  private Path resource(String name) throws IOException {
    try (InputStream from = KerasFileTest.class.getResourceAsStream(name)) {
      return Files.write(file(), from.readAllBytes());
    }
  }

  private static INDArray rising(long... shape) {
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.arange((double) count).castTo(DataType.FLOAT).div(2).sub(1).reshape(shape);
  }

  /** The layers of old.h5. */
  private static Map<String, Map<String, INDArray>> oldLayers() {
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    layers.put("input_1", Map.of());
    layers.put(
        "block1_conv1",
        weights("block1_conv1_W_1:0", rising(3, 3, 2, 4), "block1_conv1_b_1:0", rising(4)));
    layers.put("flatten", Map.of());
    layers.put(
        "predictions", weights("predictions_W_1:0", rising(4, 3), "predictions_b_1:0", rising(3)));
    return layers;
  }

  private static Map<String, Map<String, INDArray>> newLayers() {
    Map<String, INDArray> normalisation = new LinkedHashMap<>();
    for (String weight : new String[] {"gamma", "beta", "moving_mean", "moving_variance"}) {
      normalisation.put("bn/" + weight + ":0", rising(4));
    }
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    layers.put("conv", weights("conv/kernel:0", rising(3, 3, 2, 4), "conv/bias:0", rising(4)));
    layers.put("bn", normalisation);
    return layers;
  }

  private static Map<String, INDArray> weights(
      String first, INDArray one, String second, INDArray two) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    weights.put(first, one);
    weights.put(second, two);
    return weights;
  }

  private void assertOldLayers() throws IOException {
    assertThat(KerasFile.recognises(file())).isTrue();
    try (KerasFile read = KerasFile.open(file())) {
      assertThat(read.file()).isEqualTo(file());
      assertThat(read.names())
          .containsExactly(
              "block1_conv1/kernel", "block1_conv1/bias", "predictions/kernel", "predictions/bias");
      assertThat(read.contains("predictions/bias")).isTrue();
      assertThat(read.contains("flatten/bias")).isFalse();
      assertRising(read, "block1_conv1/kernel", 3, 3, 2, 4);
      assertRising(read, "block1_conv1/bias", 4);
      assertRising(read, "predictions/kernel", 4, 3);
      assertRising(read, "predictions/bias", 3);
    }
  }

  private void assertNewLayers() throws IOException {
    try (KerasFile read = KerasFile.open(file())) {
      assertThat(read.names())
          .containsExactly(
              "conv/kernel",
              "conv/bias",
              "bn/gamma",
              "bn/beta",
              "bn/moving_mean",
              "bn/moving_variance");
      assertRising(read, "conv/kernel", 3, 3, 2, 4);
      assertRising(read, "bn/moving_variance", 4);
    }
  }

  private static void assertRising(KerasFile read, String name, long... shape) throws IOException {
    assertThat(read.shape(name)).isEqualTo(shape);
    assertThat(read.type(name)).isEqualTo(ElementType.F32);
    assertThat(read.get(name)).isEqualTo(rising(shape));
    assertThat(read.get(name).dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void readsWeightsByKeras1() throws IOException {
    resource("old.h5");
    assertOldLayers();
    KerasWriter.write(file(), oldLayers());
    assertOldLayers();
  }

  @Test
  void readsWeightsByKeras2() throws IOException {
    KerasWriter.write(file(), newLayers());
    assertNewLayers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"packed.h5", "latest.h5"})
  void readsCompressedChunks(String name) throws IOException {
    resource(name);
    assertNewLayers();
  }

  @Test
  void readsWholeModels() throws IOException {
    KerasWriter.writeModel(file(), newLayers());
    assertNewLayers();
  }

  @Test
  void readsListsInParts() throws IOException {
    WritableGroup root = new WritableGroupImpl(null, "");
    oldLayers().forEach((name, weights) -> KerasWriter.addLayer(root, name, weights));
    root.putAttribute("layer_names0", new String[] {"input_1", "block1_conv1"});
    root.putAttribute("layer_names1", new String[] {"flatten"});
    root.putAttribute("layer_names2", new String[] {"predictions"});
    KerasWriter.writeRoot(file(), root);
    assertOldLayers();
  }

  @Test
  void readsOtherNumbers() throws IOException {
    resource("types.h5");
    try (KerasFile read = KerasFile.open(file())) {
      assertThat(read.names())
          .containsExactly("a/f64", "a/f16", "a/be", "a/i64", "a/u1", "a/i32b", "a/sc");
      assertThat(read.type("a/f64")).isEqualTo(ElementType.F64);
      assertThat(read.get("a/f64")).isEqualTo(rising(2, 3).castTo(DataType.DOUBLE));
      assertThat(read.type("a/f16")).isEqualTo(ElementType.F16);
      assertThat(read.get("a/f16")).isEqualTo(rising(2, 3));
      assertRising(read, "a/be", 2, 3);
      assertThat(read.type("a/i64")).isEqualTo(ElementType.I64);
      assertThat(read.get("a/i64").toLongMatrix())
          .isDeepEqualTo(new long[][] {{-1, 0, 0}, {0, 1, 1}});
      assertThat(read.type("a/i32b")).isEqualTo(ElementType.I32);
      assertThat(read.get("a/i32b").toIntVector()).containsExactly(-1, 0, 0, 0, 1);
      assertThat(read.get("a/sc")).isEqualTo(Nd4j.scalar(1.5f));
      assertThat(read.shape("a/sc")).isEmpty();
      assertThat(read.shape("a/u1")).containsExactly(2, 3);
      String refusal =
          file()
              + ": /a/u1: expected numbers of float16, float32, float64, int32 or int64,"
              + " found FixedPoint of 1 bytes: convert it";
      assertThatThrownBy(() -> read.get("a/u1"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(refusal);
      assertThatThrownBy(() -> read.type("a/u1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(refusal);
    }
  }

  @Test
  void readsChunksByTheLibrary() throws IOException {
    WritableGroup root = new WritableGroupImpl(null, "");
    root.putAttribute("layer_names", "only");
    WritableGroup layer = root.putGroup("only");
    layer.putAttribute("weight_names", new String[] {"chunks:0", "packed:0", "doubles:0"});
    Object numbers = KerasWriter.nested(rising(5, 7));
    layer.putDataset(
        "chunks:0", numbers, DatasetCreationOptions.builder().chunkDimensions(2, 3).build());
    layer.putDataset(
        "packed:0", numbers, DatasetCreationOptions.builder().shuffle().deflate().build());
    layer.putDataset("doubles:0", new double[] {1.0 / 3});
    KerasWriter.writeRoot(file(), root);
    try (KerasFile read = KerasFile.open(file())) {
      assertRising(read, "only/chunks", 5, 7);
      assertRising(read, "only/packed", 5, 7);
      assertThat(read.get("only/doubles").getDouble(0)).isEqualTo(1.0 / 3);
    }
  }

  @Test
  void namesOfOtherLayers() throws IOException {
    Map<String, INDArray> inside = new LinkedHashMap<>();
    inside.put("a/kernel:0", rising(2, 2));
    inside.put("a/bias:0", rising(2));
    inside.put("b/kernel:0", rising(2, 3));
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    layers.put("inner", inside);
    layers.put("words", Map.of("words/embeddings:0", rising(3, 2)));
    layers.put("scale", weights("scale_gamma:0", rising(2), "scale_beta_1:0", rising(2)));
    layers.put("split", weights("split/deep:0", rising(2, 2), "split/wide:0", rising(1, 2)));
    KerasWriter.write(file(), layers);
    try (KerasFile read = KerasFile.open(file())) {
      assertThat(read.names())
          .containsExactly(
              "inner/a/kernel",
              "inner/a/bias",
              "inner/b/kernel",
              "words/kernel",
              "scale/gamma",
              "scale/beta_1",
              "split/deep",
              "split/wide");
    }
  }

  @Test
  void arraysOutliveTheFile() throws IOException {
    resource("old.h5");
    KerasFile read = KerasFile.open(file());
    INDArray mapped = read.get("predictions/kernel");
    read.close();
    read.close();
    Files.delete(file());
    System.gc();
    assertThat(mapped.mmul(mapped.transpose()))
        .isEqualTo(rising(4, 3).mmul(rising(4, 3).transpose()));
    assertThat(read.shape("predictions/kernel")).containsExactly(4, 3);
    assertThatThrownBy(() -> read.get("predictions/kernel"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnknownNameIsToldWhatThereIs() throws IOException {
    KerasWriter.write(file(), Map.of("fc", Map.of("fc/kernel:0", rising(2, 2))));
    try (KerasFile read = KerasFile.open(file())) {
      assertThatThrownBy(() -> read.get("fc/bias"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(file() + ": no tensor 'fc/bias', found fc/kernel");
      assertThatThrownBy(() -> read.shape("fc/bias")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read.type("fc/bias")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertFault("no such file, expected an HDF5 file by Keras");
    assertThat(KerasFile.recognises(file())).isFalse();
    Files.createDirectory(file());
    assertFault("is a folder, expected an HDF5 file by Keras");
    assertThat(KerasFile.recognises(file())).isFalse();
    Files.delete(file());
    Files.write(file(), new byte[0]);
    assertFault("not an HDF5 file, expected one by Keras, found 0 bytes without its signature");
    Files.write(file(), "<html>".repeat(200).getBytes(StandardCharsets.US_ASCII));
    assertFault("not an HDF5 file, expected one by Keras, found 1200 bytes without its signature");
    assertThat(KerasFile.recognises(file())).isFalse();
  }

  @Test
  void saysWhatIsWrongWithTheLayout() throws IOException {
    WritableGroup root = new WritableGroupImpl(null, "");
    root.putGroup("vars").putDataset("0", new float[] {1});
    root.putDataset("numbers", new float[] {1});
    root.putGroup("layer").putDataset("w", new float[] {1});
    KerasWriter.writeRoot(file(), root);
    assertThatThrownBy(() -> KerasFile.open(file()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "not by Keras 1 or 2, expected an attribute layer_names at / or /model_weights, found")
        .hasMessageContaining("vars");

    root.putAttribute("layer_names", new float[] {1});
    KerasWriter.writeRoot(file(), root);
    assertFault("/: expected an attribute layer_names of strings, found float");

    root.putAttribute("layer_names", new String[] {"conv"});
    KerasWriter.writeRoot(file(), root);
    assertFault("/conv: no such group, but layer_names names it; found ");

    root.putAttribute("layer_names", new String[] {"numbers"});
    KerasWriter.writeRoot(file(), root);
    assertFault("/numbers: no such group, but layer_names names it; found ");

    root.putAttribute("layer_names", new String[] {"layer"});
    KerasWriter.writeRoot(file(), root);
    assertFault("/layer: expected an attribute weight_names, found []");

    ((WritableGroup) root.getChild("layer")).putAttribute("weight_names", new String[] {"w", "v"});
    KerasWriter.writeRoot(file(), root);
    assertFault("/layer/v: no such dataset, but weight_names names it; found w");

    ((WritableGroup) root.getChild("layer")).putAttribute("weight_names", new String[] {"w", "w"});
    KerasWriter.writeRoot(file(), root);
    assertFault("/layer/w: would be called 'layer/w', as another weight is: rename it");
  }

  private void assertFault(String message) {
    assertThatThrownBy(() -> KerasFile.open(file()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file() + ": " + message);
  }

  /** Opens and reads all; true if that went well. */
  private boolean reads() throws IOException {
    boolean good = true;
    try (KerasFile read = KerasFile.open(file())) {
      for (String name : read.names()) {
        read.shape(name);
        try {
          read.get(name).sumNumber();
        } catch (BadInputException e) {
          assertLine(e);
          good = false;
        }
      }
    } catch (BadInputException e) {
      assertLine(e);
      good = false;
    }
    return good;
  }

  private void assertLine(BadInputException e) {
    assertThat(e).hasMessageStartingWith(file() + ": ").hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.h5", "packed.h5", "latest.h5", "written"})
  void everyTruncationIsFound(String name) throws IOException {
    byte[] bytes = bytes(name);
    for (int length = 0; length < bytes.length; length += length < 1024 ? 1 : 37) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      assertThat(reads()).as("%d bytes", length).isFalse();
    }
    Files.write(file(), bytes);
    assertThat(reads()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.h5", "packed.h5", "latest.h5", "types.h5", "written"})
  void flippedBytesAreReadOrRefused(String name) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          byte[] bytes = bytes(name);
          int[] inUse = meaningful(bytes);
          Random random = new Random(5);
          int refused = 0;
          for (int trial = 0; trial < 1500; trial++) {
            byte[] flipped = bytes.clone();
            for (int flip = 0; flip <= trial % 3; flip++) {
              flipped[inUse[random.nextInt(inUse.length)]] = (byte) random.nextInt(256);
            }
            Files.write(file(), flipped);
            refused += reads() ? 0 : 1;
          }
          assertThat(refused).isPositive();
        });
  }

  /** Old files are mostly zeros; these are the bytes that are not, and their neighbours. */
  private static int[] meaningful(byte[] bytes) {
    return IntStream.range(1, bytes.length)
        .filter(i -> bytes[i] != 0 || bytes[i - 1] != 0)
        .toArray();
  }

  private byte[] bytes(String name) throws IOException {
    if (name.equals("written")) {
      KerasWriter.write(file(), oldLayers());
    } else {
      resource(name);
    }
    return Files.readAllBytes(file());
  }
}
