package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
