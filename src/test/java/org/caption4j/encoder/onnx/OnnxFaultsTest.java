package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a network, one line says so. */
class OnnxFaultsTest {
  private static final ConvolutionNetwork NETWORK = new ConvolutionNetwork(3);
  private static final int SIDE = 8;

  @TempDir Path folder;

  private static String fault(Path file, String output) {
    return fault(file, output, SIDE);
  }

  private static String fault(Path file, String output, int side) {
    BadInputException fault =
        catchThrowableOfType(
            BadInputException.class,
            () ->
                OnnxEncoders.open(
                        file, Optional.of(output), Optional.of(Preprocessing.mobileNet(side)))
                    .close());
    assertThat(fault).as("no fault told").isNotNull();
    assertThat(fault.getMessage()).startsWith(file.toString()).doesNotContain("\n", "Exception");
    return fault.getMessage();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void missingFilesFoldersAndOtherFiles() throws IOException {
    assertThat(fault(file("none.onnx"), "x")).contains("no such file");
    assertThat(fault(folder, "x")).contains("is a folder");
    Path text = Files.writeString(file("text.onnx"), "This is no network but a line of text.\n");
    assertThat(fault(text, "x")).contains("expected an ONNX network, found");
    Path empty = Files.createFile(file("empty.onnx"));
    assertThat(fault(empty, "x")).contains("expected an ONNX network");
    Path whole = file("whole.onnx");
    NETWORK.write(whole, "n", SIDE, SIDE);
    byte[] bytes = Files.readAllBytes(whole);
    for (int part = 1; part < 8; part++) {
      Path cut = Files.write(file(part + ".onnx"), Arrays.copyOf(bytes, bytes.length * part / 8));
      assertThat(fault(cut, "features")).contains("expected an ONNX network");
    }
  }

  @Test
  void outputsThatAreNotThereOrNoVectors() throws IOException {
    Path file = file("network.onnx");
    NETWORK.write(file, "n", SIDE, SIDE);
    assertThat(fault(file, "Features"))
        .contains("no output 'Features', there are features [n, 5], pooled [n, 5, 1, 1], map")
        .contains("logits [n, 3]");
    assertThat(fault(file, "map")).contains("expected an output of vectors [n, d]", "[n, 5, 8, 8]");
    Path shape = file("shape.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .node("Shape", "size", "photo")
        .output("size", OnnxWriter.INT64, 4)
        .write(shape);
    assertThat(fault(shape, "size")).contains("expected an output of float32", "size [4] of INT64");
  }

  @Test
  void inputsOfOtherForms() throws IOException {
    assertThat(inputFault(OnnxWriter.FLOAT, "n", 3, SIDE)).contains("photo [n, 3, 8]");
    assertThat(inputFault(OnnxWriter.FLOAT, "n", 1, SIDE, SIDE)).contains("photo [n, 1, 8, 8]");
    assertThat(inputFault(OnnxWriter.INT64, "n", 3, SIDE, SIDE)).contains("of INT64");
    Path two = file("two.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .input("mask", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .node("Add", "sum", "photo", "mask")
        .output("sum", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .write(two);
    assertThat(fault(two, "sum")).contains("one input", "photo [n, 3, 8, 8], mask [n, 3, 8, 8]");
  }

  private String inputFault(int type, Object... shape) throws IOException {
    Path file = file("input.onnx");
    new OnnxWriter()
        .input("photo", type, shape)
        .node("Identity", "same", "photo")
        .output("same", type, shape)
        .write(file);
    return fault(file, "same");
  }

  @Test
  void photosOfAnotherSize() throws IOException {
    Path file = file("network.onnx");
    NETWORK.write(file, "n", SIDE, SIDE);
    assertThat(fault(file, "features", 9)).contains("photos of 8x8 pixels", "makes them 9x9");
    Path open = file("open.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, "h", "w")
        .node("Flatten", "flat", "photo")
        .weights("dense", new float[2 * 3 * SIDE * SIDE], 3 * SIDE * SIDE, 2)
        .node("MatMul", "vector", "flat", "dense")
        .output("vector", OnnxWriter.FLOAT, "n", 2)
        .write(open);
    assertThat(fault(open, "vector", 9)).contains("cannot take photos of shape [2, 3, 9, 9]");
  }

  @Test
  void networksThatMixPhotosUp() throws IOException {
    Path file = file("mixed.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .integers("one-row", 1, -1)
        .node("Reshape", "row", "photo", "one-row")
        .output("row", OnnxWriter.FLOAT, "n", "d")
        .write(file);
    assertThat(fault(file, "row"))
        .contains("row of 2 rows for as many photos", "export the network with an open number");
  }

  private static OnnxWriter graph() {
    return new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .output("y", OnnxWriter.FLOAT, "n", 3, 1, 1);
  }

  private String fault(OnnxWriter graph) throws IOException {
    Path file = file("graph.onnx");
    graph.write(file);
    return fault(file, "y").substring(file.toString().length());
  }

  @Test
  void graphsThatCannotRun() throws IOException {
    assertThat(
            fault(
                graph()
                    .node("Add", "a", "photo", "b")
                    .node("Relu", "b", "a")
                    .node("GlobalMaxPool", "y", "b")))
        .isEqualTo(
            ": expected a graph without cycles, found that Add node 'a' needs its own result");
    assertThat(fault(graph().node("Relu", "y", "y")))
        .contains("Relu node 'y' needs its own result");
    assertThat(fault(graph().node("Add", "y", "photo", "weight")))
        .isEqualTo(
            ": Add node 'y' reads 'weight': expected an input, a weight or another node's result, found none of this name");
    assertThat(fault(graph().node("Relu", "x", "photo")))
        .isEqualTo(": output 'y': expected a node that makes it, found none");
    assertThat(
            fault(
                graph()
                    .node("GlobalMaxPool", "y", "photo")
                    .node("GlobalAveragePool", "y", "photo")))
        .contains("made once", "another 'y' made by GlobalAveragePool node 'y'");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 23, 1000})
  void versionsOfOperators(int version) throws IOException {
    assertThat(fault(graph().operators(version).node("GlobalMaxPool", "y", "photo")))
        .isEqualTo(
            ": expected operators (opset) of version 7 to 22, found version %d".formatted(version));
  }

  @Test
  void weightsOfAnotherLengthThanTheirShape() throws IOException {
    assertThat(
            fault(
                graph()
                    .weights("w", new float[5], 1, 3, 1, 1)
                    .node("Mul", "x", "photo", "w")
                    .node("GlobalMaxPool", "y", "x")))
        .isEqualTo(": weight 'w': expected 12 bytes for the shape [1, 3, 1, 1], found 20");
    assertThat(
            fault(
                graph()
                    .weights("w", new float[1], -1)
                    .node("Mul", "x", "photo", "w")
                    .node("GlobalMaxPool", "y", "x")))
        .isEqualTo(": weight 'w': expected a shape, found [-1]");
  }

  @Test
  void weightsBeyondTheEndOfTheirFile() throws IOException {
    Files.write(file("w.bin"), new byte[16]);
    OnnxWriter graph =
        graph()
            .weightsElsewhere("w", Map.of("location", "w.bin", "offset", "8"), 1, 3, 1, 1)
            .node("Mul", "x", "photo", "w")
            .node("GlobalMaxPool", "y", "x");
    assertThat(fault(graph))
        .contains("weight 'w': expected 12 bytes from 8 on in", "w.bin, found a shorter file");
  }

  @Test
  void weightsInAnotherFile() throws IOException {
    Path file = file("network.onnx");
    NETWORK.writeInTwo(file, "kernel.bin");
    try (Encoder encoder =
        OnnxEncoders.open(
            file, Optional.of("features"), Optional.of(Preprocessing.mobileNet(SIDE)))) {
      assertThat(encoder.dimension()).isEqualTo(ConvolutionNetwork.FEATURES);
    }
    assertThatThrownBy(() -> OnnxEncoders.requireOneFile(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": keeps weights in kernel.bin");
    Files.delete(file("kernel.bin"));
    assertThat(fault(file, "features"))
        .isEqualTo(
            "%s: expected its weights in %s but found nothing".formatted(file, file("kernel.bin")));
  }

  @Test
  void weightsInAnotherFileBelongToTheFingerprint() throws IOException {
    Path file = file("network.onnx");
    NETWORK.writeInTwo(file, "kernel.bin");
    String before = fingerprint(file);
    byte[] weights = Files.readAllBytes(file("kernel.bin"));
    weights[0] ^= 1;
    Files.write(file("kernel.bin"), weights);
    assertThat(fingerprint(file)).isNotEqualTo(before);
  }

  private static String fingerprint(Path file) throws IOException {
    try (Encoder encoder =
        OnnxEncoders.open(
            file, Optional.of("features"), Optional.of(Preprocessing.mobileNet(SIDE)))) {
      return encoder.fingerprint();
    }
  }
}
