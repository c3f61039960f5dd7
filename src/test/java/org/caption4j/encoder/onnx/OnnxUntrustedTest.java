package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.FunctionProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.ValueInfoProto;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Networks that somebody made to read other files, to run for ever or to fill the memory. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OnnxUntrustedTest {
  private static final int SIDE = 8;

  @TempDir Path folder;

  private static Encoder open(Path file, String output) throws IOException {
    return OnnxEncoders.open(file, Optional.of(output), Optional.of(Preprocessing.mobileNet(SIDE)));
  }

  private static String fault(Path file, String output) {
    BadInputException fault =
        catchThrowableOfType(BadInputException.class, () -> open(file, output).close());
    assertThat(fault).as("no fault told").isNotNull();
    assertThat(fault.getMessage()).doesNotContain("\n", "Exception");
    return fault.getMessage();
  }

  private Path elsewhere(Map<String, String> place) throws IOException {
    Path file = Files.createDirectories(folder.resolve("network")).resolve("network.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .node("Flatten", "flat", "photo")
        .weightsElsewhere("dense", place, 3 * SIDE * SIDE, 1)
        .node("MatMul", "vector", "flat", "dense")
        .output("vector", OnnxWriter.FLOAT, "n", 1)
        .write(file);
    return file;
  }

  @Test
  void weightsOutsideTheNetworksFolderAreRefused() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), new byte[4 * 3 * SIDE * SIDE]);
    for (String location : new String[] {secret.toString(), "../secret", "a/../../secret"}) {
      assertThat(fault(elsewhere(Map.of("location", location)), "vector"))
          .contains("leads out of it")
          .doesNotContain("768");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkOutOfTheFolderIsRefusedAndOneWithinItIsFollowed() throws IOException {
    Path file = elsewhere(Map.of("location", "data.bin"));
    Path secret = Files.write(folder.resolve("secret"), new byte[4 * 3 * SIDE * SIDE]);
    Path link = Files.createSymbolicLink(file.resolveSibling("data.bin"), secret);
    assertThat(fault(file, "vector")).contains("leads out of it");
    Files.delete(link);
    Files.copy(secret, file.resolveSibling("real.bin"));
    Files.createSymbolicLink(link, Path.of("real.bin"));
    open(file, "vector").close();
  }

  @Test
  void theLengthOfAFileIsNotTold() throws IOException {
    Path file = elsewhere(Map.of("location", "data.bin", "offset", "12"));
    Files.write(file.resolveSibling("data.bin"), new byte[321]);
    assertThat(fault(file, "vector")).contains("a shorter file").doesNotContain("321");
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private static TensorProto number(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.INT64_VALUE);
    if (values.length != 1) {
      tensor.addDims(values.length);
    }
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto photo() throws IOException {
    return ValueInfoProto.newBuilder().setName("photo").build();
  }

  private static String work(ModelProto model) {
    BadInputException fault =
        catchThrowableOfType(
            BadInputException.class, () -> OnnxWork.requireBounded(Path.of("network.onnx"), model));
    return fault == null ? "" : fault.getMessage();
  }

  private static ModelProto model(GraphProto.Builder graph) {
    return ModelProto.newBuilder().setGraph(graph).build();
  }

  private static NodeProto loop(String rounds, GraphProto.Builder body) {
    return node("Loop", "looped", rounds, "", "photo")
        .addAttribute(AttributeProto.newBuilder().setName("body").setG(body))
        .build();
  }

  @Test
  void loopsRunAsOftenAsTheFileSaysAndNotForEver() throws IOException {
    GraphProto.Builder body =
        GraphProto.newBuilder().addInput(photo()).addNode(node("Identity", "x", "photo"));
    GraphProto.Builder few =
        GraphProto.newBuilder().addInitializer(number("m", 12)).addNode(loop("m", body));
    assertThat(work(model(few))).isEmpty();
    GraphProto.Builder many =
        GraphProto.newBuilder().addInitializer(number("m", 1L << 62)).addNode(loop("m", body));
    assertThat(work(model(many)))
        .startsWith("network.onnx: Loop node")
        .contains("at most", "4611686018427387904");
    GraphProto.Builder open = GraphProto.newBuilder().addNode(loop("photo", body));
    assertThat(work(model(open))).contains("a number of rounds that the file says");
    GraphProto.Builder nested =
        GraphProto.newBuilder()
            .addInitializer(number("m", 100_000))
            .addNode(
                loop(
                    "m",
                    GraphProto.newBuilder()
                        .addInitializer(number("k", 100_000))
                        .addNode(loop("k", body))));
    assertThat(work(model(nested))).contains("at most 1,000,000 nodes");
  }

  @Test
  void functionsThatCallEachOtherEverMoreOftenAreRefused() {
    ModelProto.Builder model = ModelProto.newBuilder();
    for (int k = 0; k < 40; k++) {
      FunctionProto.Builder function = FunctionProto.newBuilder().setDomain("f").setName("f" + k);
      String called = k == 0 ? "Identity" : "f" + (k - 1);
      for (String output : new String[] {"x", "y"}) {
        function.addNode(node(called, output, "photo").setDomain(k == 0 ? "" : "f"));
      }
      model.addFunctions(function);
    }
    model.setGraph(GraphProto.newBuilder().addNode(node("f39", "x", "photo").setDomain("f")));
    assertThat(work(model.build())).contains("at most 1,000,000 nodes");
  }

  @Test
  void aTensorLargerThanAnyMemoryIsRefused() throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInitializer(number("size", 1L << 20, 1L << 20))
            .addNode(node("ConstantOfShape", "zeros", "size"));
    assertThat(work(model(graph))).contains("ConstantOfShape node", "at most 268,435,456 numbers");
  }

  @Test
  void aTensorThatIsDoubledAgainAndAgainIsRefused() throws IOException {
    assertThat(work(model(doubled(20)))).isEmpty();
    assertThat(work(model(doubled(40))))
        .contains("Concat node", "at most 1,048,576 times as large");
  }

  private static GraphProto.Builder doubled(int times) {
    GraphProto.Builder graph = GraphProto.newBuilder();
    String name = "photo";
    for (int k = 0; k < times; k++) {
      graph.addNode(node("Concat", "twice" + k, name, name));
      graph.addNode(node("Relu", "positive" + k, "twice" + k));
      name = "positive" + k;
    }
    return graph;
  }

  @Test
  void numbersThatAreNoneAreRefusedByTheirTensorsName() throws IOException {
    Path file = folder.resolve("nan.onnx");
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] dense = new float[3 * SIDE * SIDE];
      dense[7] = bad;
      new OnnxWriter()
          .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
          .node("Flatten", "flat", "photo")
          .weights("dense", dense, 3 * SIDE * SIDE, 1)
          .node("MatMul", "vector", "flat", "dense")
          .output("vector", OnnxWriter.FLOAT, "n", 1)
          .write(file);
      assertThat(fault(file, "vector")).containsAnyOf("'dense'", "'vector'").contains("NaN");
    }
  }

  @Test
  void numbersThatOnnxRuntimeMakesAreLookedAt() throws IOException {
    Path file = folder.resolve("log.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .node("GlobalAveragePool", "pooled", "photo")
        .node("Flatten", "flat", "pooled")
        .node("Log", "vector", "flat") // of zero
        .output("vector", OnnxWriter.FLOAT, "n", 3)
        .write(file);
    assertThat(fault(file, "vector")).contains("output vector: expected finite numbers");
  }

  @Test
  void anOutputWithoutElementsIsRefused() throws IOException {
    Path file = folder.resolve("empty.onnx");
    new OnnxWriter()
        .input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE)
        .node("GlobalAveragePool", "pooled", "photo")
        .node("Flatten", "flat", "pooled")
        .integers("begin", 0)
        .integers("end", 0)
        .integers("axis", 1)
        .node("Slice", "some", "flat", "begin", "end", "axis")
        .node("Erf", "vector", "some")
        .output("vector", OnnxWriter.FLOAT, "n", "d")
        .write(file);
    assertThat(fault(file, "vector")).isNotBlank();
  }

  @Test
  void aChainOfManyThousandNodesIsNoFault() throws IOException {
    Path file = folder.resolve("deep.onnx");
    OnnxWriter graph = new OnnxWriter().input("photo", OnnxWriter.FLOAT, "n", 3, SIDE, SIDE);
    String last = "photo";
    for (int k = 0; k < 20_000; k++) {
      graph.node("Identity", "i" + k, last);
      last = "i" + k;
    }
    graph
        .node("GlobalAveragePool", "pooled", last)
        .node("Flatten", "vector", "pooled")
        .output("vector", OnnxWriter.FLOAT, "n", 3)
        .write(file);
    open(file, "vector").close();
  }

  @Test
  void aPipeIsRefused() {
    assertThatThrownBy(() -> open(Path.of("/dev/zero"), "vector"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a device, expected an ONNX network");
  }
}
