package org.caption4j.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.NetworkFile;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Scale;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Graphs as networks of this project's own give what ONNX Runtime gives. */
class OnnxImportTest {
  private static final String VECTOR = "vector";
  private static final int[][] SIZES = {{17, 14}, {24, 23}};

  @TempDir Path folder;

  /** Graphs from {@code photo} [n, 3, h, w] to {@code y}, each drawing weights of its own. */
  private static Stream<Arguments> graphs() {
    return Stream.of(
            convolutions(),
            normalisations(),
            activations(),
            arithmetic(),
            pools(),
            shapes(),
            matrices(),
            constants())
        .flatMap(graphs -> graphs.entrySet().stream())
        .map(graph -> Arguments.of(graph.getKey(), graph.getValue()));
  }

  private static Map<String, UnaryOperator<Graph>> convolutions() {
    return Map.ofEntries(
        Map.entry("padding 1", g -> g.conv("y", "photo", 3, 5, 3, 1, pads(1, 1, 1, 1))),
        Map.entry(
            "stride 2, pads below and right",
            g -> g.conv("y", "photo", 3, 5, 3, 1, pads(0, 0, 1, 1), "strides", ints(2, 2))),
        Map.entry("pads of four sizes", g -> g.conv("y", "photo", 3, 4, 3, 1, pads(2, 0, 1, 3))),
        Map.entry("no padding", g -> g.conv("y", "photo", 3, 4, 3, 1, Map.of())),
        Map.entry("as valid", g -> g.conv("y", "photo", 3, 4, 3, 1, Map.of("auto_pad", "VALID"))),
        Map.entry("same", g -> g.conv("y", "photo", 3, 4, 5, 1, Map.of("auto_pad", "SAME_UPPER"))),
        Map.entry(
            "same, stride 2",
            g ->
                g.conv(
                    "y",
                    "photo",
                    3,
                    4,
                    3,
                    1,
                    Map.of("auto_pad", "SAME_UPPER", "strides", ints(2, 2)))),
        Map.entry(
            "same, even kernel",
            g ->
                g.conv(
                    "y",
                    "photo",
                    3,
                    4,
                    4,
                    1,
                    Map.of("auto_pad", "SAME_UPPER", "strides", ints(2, 3)))),
        Map.entry(
            "same, 1x1, stride 2",
            g ->
                g.conv(
                    "y",
                    "photo",
                    3,
                    4,
                    1,
                    1,
                    Map.of("auto_pad", "SAME_UPPER", "strides", ints(2, 2)))),
        Map.entry(
            "dilation",
            g -> g.conv("y", "photo", 3, 4, 3, 1, pads(2, 2, 2, 2), "dilations", ints(2, 2))),
        Map.entry(
            "dilation 1x3, stride 2",
            g ->
                g.conv(
                    "y",
                    "photo",
                    3,
                    4,
                    3,
                    1,
                    Map.of("dilations", ints(1, 3), "strides", ints(2, 2)))),
        Map.entry(
            "each channel, dilation",
            g -> g.conv("y", "photo", 3, 3, 3, 3, pads(2, 2, 2, 2), "dilations", ints(2, 2))),
        Map.entry(
            "each channel twice, dilation",
            g -> g.conv("y", "photo", 3, 6, 3, 3, pads(2, 2, 2, 2), "dilations", ints(2, 2))),
        Map.entry(
            "no bias, kernel 2x4",
            g ->
                g.random("k", 6, 3, 2, 4)
                    .node("Conv", "y", Map.of("pads", ints(1, 2, 1, 2)), "photo", "k")),
        Map.entry("each channel", g -> g.conv("y", "photo", 3, 3, 3, 3, pads(1, 1, 1, 1))),
        Map.entry("each channel twice", g -> g.conv("y", "photo", 3, 6, 3, 3, pads(1, 1, 1, 1))),
        Map.entry(
            "each channel, same, stride 2",
            g ->
                g.conv(
                    "y",
                    "photo",
                    3,
                    6,
                    3,
                    3,
                    Map.of("auto_pad", "SAME_UPPER", "strides", ints(2, 2)))),
        Map.entry(
            "each channel, pads below and right",
            g -> g.conv("y", "photo", 3, 3, 3, 3, pads(0, 0, 1, 1), "strides", ints(2, 2))),
        Map.entry(
            "groups",
            g ->
                g.conv("x", "photo", 3, 6, 3, 1, pads(1, 1, 1, 1))
                    .conv("y", "x", 6, 8, 3, 2, pads(1, 1, 1, 1), "strides", ints(2, 2))));
  }

  private static Map<String, UnaryOperator<Graph>> normalisations() {
    return Map.of(
        "behind a convolution",
            g -> g.conv("x", "photo", 3, 5, 3, 1, pads(1, 1, 1, 1)).norm("y", "x", 5),
        "behind each channel twice",
            g -> g.conv("x", "photo", 3, 6, 3, 3, pads(1, 1, 1, 1)).norm("y", "x", 6),
        "behind groups",
            g ->
                g.conv("z", "photo", 3, 6, 1, 1, Map.of())
                    .conv("x", "z", 6, 4, 3, 2, pads(1, 1, 1, 1))
                    .norm("y", "x", 4),
        "first of all", g -> g.norm("y", "photo", 3),
        "behind a convolution that is read twice",
            g ->
                g.conv("x", "photo", 3, 5, 3, 1, pads(1, 1, 1, 1))
                    .norm("z", "x", 5)
                    .node("Add", "y", "x", "z"),
        "behind a matrix",
            g -> g.pooled("v").random("w", 3, 4).node("MatMul", "x", "v", "w").norm("y", "x", 4),
        "of a vector", g -> g.pooled("v").norm("y", "v", 3));
  }

  private static Map<String, UnaryOperator<Graph>> activations() {
    return Map.ofEntries(
        Map.entry("Relu", g -> g.node("Relu", "y", "photo")),
        Map.entry("Sigmoid", g -> g.node("Sigmoid", "y", "photo")),
        Map.entry("Tanh", g -> g.node("Tanh", "y", "photo")),
        Map.entry("LeakyRelu", g -> g.node("LeakyRelu", "y", "photo")),
        Map.entry("LeakyRelu 0.2", g -> g.node("LeakyRelu", "y", Map.of("alpha", 0.2f), "photo")),
        Map.entry("HardSigmoid", g -> g.node("HardSigmoid", "y", "photo")),
        Map.entry(
            "HardSigmoid 0.3, 0.4",
            g -> g.node("HardSigmoid", "y", Map.of("alpha", 0.3f, "beta", 0.4f), "photo")),
        Map.entry("HardSwish", g -> g.operators(14).node("HardSwish", "y", "photo")),
        Map.entry(
            "Clip to 6",
            g -> g.number("low", 0).number("high", 6).node("Clip", "y", "photo", "low", "high")),
        Map.entry("Clip above", g -> g.number("high", 0.5f).node("Clip", "y", "photo", "", "high")),
        Map.entry("Clip below", g -> g.number("low", 0).node("Clip", "y", "photo", "low")),
        Map.entry(
            "Clip by attributes",
            g -> g.operators(10).node("Clip", "y", Map.of("min", -0.5f, "max", 0.7f), "photo")));
  }

  private static Map<String, UnaryOperator<Graph>> arithmetic() {
    return Map.ofEntries(
        Map.entry("SiLU", g -> g.node("Sigmoid", "s", "photo").node("Mul", "y", "photo", "s")),
        Map.entry(
            "hard swish",
            g ->
                g.node("HardSigmoid", "s", Map.of("alpha", 1 / 6f), "photo")
                    .node("Mul", "y", "s", "photo")),
        Map.entry(
            "a product with another hard sigmoid",
            g -> g.node("HardSigmoid", "s", "photo").node("Mul", "y", "s", "photo")),
        Map.entry(
            "hard swish in steps",
            g ->
                g.number("three", 3)
                    .number("zero", 0)
                    .number("six", 6)
                    .node("Add", "a", "photo", "three")
                    .node("Clip", "b", "a", "zero", "six")
                    .node("Mul", "c", "photo", "b")
                    .node("Div", "y", "c", "six")),
        Map.entry(
            "pixels normalised",
            g ->
                g.random("mean", 1, 3, 1, 1)
                    .random("scale", 1, 3, 1, 1)
                    .node("Sub", "x", "photo", "mean")
                    .node("Mul", "y", "x", "scale")),
        Map.entry(
            "numbers",
            g ->
                g.number("two", 2)
                    .number("half", 0.5f)
                    .node("Sub", "a", "two", "photo")
                    .node("Mul", "b", "half", "a")
                    .node("Add", "y", "half", "b")),
        Map.entry(
            "channels without an axis of photos",
            g -> g.random("c", 3, 1, 1).node("Mul", "y", "photo", "c")),
        Map.entry(
            "pictures",
            g ->
                g.conv("a", "photo", 3, 4, 1, 1, Map.of())
                    .conv("b", "photo", 3, 4, 3, 1, pads(1, 1, 1, 1))
                    .node("Add", "c", "a", "b")
                    .node("Sub", "d", "c", "a")
                    .node("Mul", "y", "d", "b")),
        Map.entry("a product with itself", g -> g.node("Mul", "y", "photo", "photo")),
        Map.entry(
            "squeeze and excitation",
            g ->
                g.node("GlobalAveragePool", "a", "photo")
                    .conv("b", "a", 3, 2, 1, 1, Map.of())
                    .node("Relu", "c", "b")
                    .conv("d", "c", 2, 3, 1, 1, Map.of())
                    .node("Sigmoid", "e", "d")
                    .node("Mul", "y", "photo", "e")),
        Map.entry(
            "excitation first",
            g -> g.node("GlobalMaxPool", "a", "photo").node("Mul", "y", "a", "photo")));
  }

  private static Map<String, UnaryOperator<Graph>> pools() {
    return Map.ofEntries(
        Map.entry("MaxPool", g -> g.pool("MaxPool", "photo", Map.of("strides", ints(2, 2)))),
        Map.entry(
            "MaxPool, pads",
            g ->
                g.pool(
                    "MaxPool", "photo", Map.of("strides", ints(2, 2), "pads", ints(1, 1, 1, 1)))),
        Map.entry(
            "MaxPool, pads below and right of what is not negative",
            g ->
                g.node("Relu", "x", "photo")
                    .pool("MaxPool", "x", Map.of("strides", ints(2, 2), "pads", ints(0, 0, 1, 1)))),
        Map.entry(
            "MaxPool, same",
            g ->
                g.pool(
                    "MaxPool", "photo", Map.of("strides", ints(2, 2), "auto_pad", "SAME_UPPER"))),
        Map.entry(
            "AveragePool", g -> g.pool("AveragePool", "photo", Map.of("strides", ints(2, 2)))),
        Map.entry(
            "AveragePool, pads that do not count",
            g -> g.pool("AveragePool", "photo", Map.of("pads", ints(1, 1, 1, 1)))),
        Map.entry(
            "AveragePool, pads that count",
            g ->
                g.pool(
                    "AveragePool",
                    "photo",
                    Map.of("pads", ints(1, 1, 1, 1), "count_include_pad", 1))),
        Map.entry(
            "AveragePool, pads of four sizes",
            g ->
                g.pool(
                    "AveragePool",
                    "photo",
                    Map.of("pads", ints(1, 0, 2, 1), "count_include_pad", 1))),
        Map.entry(
            "AveragePool, same",
            g ->
                g.pool(
                    "AveragePool",
                    "photo",
                    Map.of("strides", ints(2, 2), "auto_pad", "SAME_UPPER"))),
        Map.entry("GlobalAveragePool", g -> g.node("GlobalAveragePool", "y", "photo")),
        Map.entry("GlobalMaxPool", g -> g.node("GlobalMaxPool", "y", "photo")),
        Map.entry(
            "ReduceMean",
            g -> g.node("ReduceMean", "y", Map.of("axes", ints(2, 3), "keepdims", 0), "photo")),
        Map.entry("ReduceMax", g -> g.node("ReduceMax", "y", "axes", ints(-2, -1), "photo")),
        Map.entry(
            "ReduceMean, axes in an input",
            g -> g.operators(18).integers("axes", -1, 2).node("ReduceMean", "y", "photo", "axes")));
  }

  private static Map<String, UnaryOperator<Graph>> shapes() {
    return Map.ofEntries(
        Map.entry("Flatten", g -> g.node("Flatten", "y", "photo")),
        Map.entry("Reshape", g -> g.integers("s", 0, -1).node("Reshape", "y", "photo", "s")),
        Map.entry(
            "Reshape of a vector",
            g ->
                g.node("GlobalAveragePool", "x", "photo")
                    .integers("s", -1, 3)
                    .node("Reshape", "y", "x", "s")),
        Map.entry(
            "Reshape to a factor",
            g ->
                g.pooled("v")
                    .integers("s", 0, 0, 1, 1)
                    .node("Reshape", "f", "v", "s")
                    .node("Mul", "y", "photo", "f")),
        Map.entry(
            "Squeeze",
            g ->
                g.node("GlobalAveragePool", "x", "photo")
                    .integers("axes", 2, 3)
                    .node("Squeeze", "y", "x", "axes")),
        Map.entry(
            "Squeeze, one axis after the other",
            g ->
                g.operators(11)
                    .node("GlobalAveragePool", "x", "photo")
                    .node("Squeeze", "z", "axes", ints(-1), "x")
                    .node("Squeeze", "y", "axes", ints(2), "z")),
        Map.entry(
            "Unsqueeze",
            g ->
                g.pooled("v")
                    .integers("axes", 2, 3)
                    .node("Unsqueeze", "f", "v", "axes")
                    .node("Mul", "y", "photo", "f")),
        Map.entry(
            "Concat",
            g ->
                g.conv("a", "photo", 3, 2, 1, 1, Map.of())
                    .conv("b", "photo", 3, 4, 3, 1, pads(1, 1, 1, 1))
                    .node("Concat", "y", Map.of("axis", 1), "a", "photo", "b")),
        Map.entry(
            "Concat of vectors",
            g ->
                g.node("GlobalAveragePool", "a", "photo")
                    .node("GlobalMaxPool", "b", "photo")
                    .node("Concat", "y", Map.of("axis", -3), "a", "b")),
        Map.entry(
            "Pad",
            g -> g.integers("pads", 0, 0, 1, 0, 0, 0, 2, 3).node("Pad", "y", "photo", "pads")),
        Map.entry(
            "Pad by attributes",
            g -> g.operators(10).node("Pad", "y", "pads", ints(0, 0, 1, 2, 0, 0, 3, 4), "photo")),
        Map.entry(
            "nothing",
            g ->
                g.node("Identity", "a", "photo")
                    .node("Dropout", "b", "a")
                    .node("Cast", "c", Map.of("to", OnnxWriter.FLOAT), "b")
                    .node("Relu", "y", "c")),
        Map.entry(
            "channels last and back",
            g ->
                g.node("Transpose", "a", "perm", ints(0, 2, 3, 1), "photo")
                    .random("c", 3)
                    .node("Mul", "b", "a", "c")
                    .node("Transpose", "y", "perm", ints(0, 3, 1, 2), "b")),
        Map.entry(
            "a mean of channels last",
            g ->
                g.node("Transpose", "a", "perm", ints(0, 2, 3, 1), "photo")
                    .node("ReduceMean", "y", Map.of("axes", ints(1, 2), "keepdims", 0), "a")));
  }

  private static Map<String, UnaryOperator<Graph>> matrices() {
    return Map.of(
        "MatMul and Add",
            g ->
                g.pooled("v")
                    .random("w", 3, 4)
                    .random("b", 4)
                    .node("MatMul", "x", "v", "w")
                    .node("Add", "y", "b", "x"),
        "Gemm",
            g -> g.pooled("v").random("w", 3, 4).random("b", 4).node("Gemm", "y", "v", "w", "b"),
        "Gemm without a bias", g -> g.pooled("v").random("w", 3, 4).node("Gemm", "y", "v", "w"),
        "Gemm, transposed and scaled",
            g ->
                g.pooled("v")
                    .random("w", 4, 3)
                    .random("b", 1, 4)
                    .node(
                        "Gemm", "y", Map.of("transB", 1, "alpha", 0.5f, "beta", 2f), "v", "w", "b"),
        "Gemm with one number",
            g -> g.pooled("v").random("w", 3, 4).random("b", 1).node("Gemm", "y", "v", "w", "b"),
        "a convolution of a vector",
            g -> g.node("GlobalAveragePool", "x", "photo").conv("y", "x", 3, 4, 1, 1, Map.of()));
  }

  private static Map<String, UnaryOperator<Graph>> constants() {
    return Map.of(
        "computed",
            g ->
                g.random("a", 3)
                    .random("b", 3)
                    .number("two", 2)
                    .integers("axes", 1, 2)
                    .integers("shape", 1, -1, 1, 1)
                    .node("Mul", "c", "a", "a")
                    .node("Sqrt", "d", "c")
                    .node("Add", "e", "d", "two")
                    .node("Div", "f", "b", "e")
                    .node("Sub", "h", "f", "two")
                    .node("Unsqueeze", "i", "h", "axes")
                    .node("Reshape", "j", "i", "shape")
                    .node("Mul", "y", "photo", "j"),
        "broadcast",
            g ->
                g.random("a", 3, 1)
                    .random("b", 4)
                    .node("Add", "w", "a", "b")
                    .pooled("v")
                    .node("MatMul", "y", "v", "w"),
        "transposed",
            g ->
                g.pooled("v")
                    .random("w", 4, 3)
                    .node("Identity", "u", "w")
                    .node("Transpose", "t", "perm", ints(1, 0), "u")
                    .node("MatMul", "y", "v", "t"),
        "from nodes",
            g ->
                g.node("Constant", "c", Map.of("value", new float[] {1, 2, 3}))
                    .node("Constant", "two", Map.of("value_float", 2f))
                    .pooled("v")
                    .node("Mul", "x", "v", "c")
                    .node("Add", "y", "x", "two"),
        "listed", g -> g.listed("w", 3, 4).pooled("v").node("MatMul", "y", "v", "w"),
        "doubles",
            g ->
                g.doubles("d", 3, 4)
                    .node("Cast", "w", Map.of("to", OnnxWriter.FLOAT), "d")
                    .pooled("v")
                    .node("MatMul", "y", "v", "w"),
        "halves",
            g ->
                g.halves("d", 3, 4)
                    .node("Cast", "w", Map.of("to", OnnxWriter.FLOAT), "d")
                    .pooled("v")
                    .node("MatMul", "y", "v", "w"));
  }

  private static Map<String, Object> pads(long... pads) {
    return Map.of("pads", pads);
  }

  private static long[] ints(long... values) {
    return values;
  }

  /** A writer with weights made up. */
  private static final class Graph {
    private final OnnxWriter writer = new OnnxWriter();
    private final Random random = new Random(5);

    Graph operators(int version) {
      writer.operators(version);
      return this;
    }

    Graph node(String operator, String result, String... inputs) {
      writer.node(operator, result, inputs);
      return this;
    }

    Graph node(String operator, String result, String attribute, long[] value, String... inputs) {
      writer.node(operator, result, attribute, value, inputs);
      return this;
    }

    Graph node(String operator, String result, Map<String, ?> attributes, String... inputs) {
      writer.node(operator, result, attributes, inputs);
      return this;
    }

    Graph integers(String name, long... values) {
      writer.integers(name, values);
      return this;
    }

    Graph number(String name, float value) {
      writer.weights(name, new float[] {value});
      return this;
    }

    Graph random(String name, int... shape) {
      writer.weights(name, numbers(shape), shape);
      return this;
    }

    Graph listed(String name, int... shape) {
      writer.weightsListed(name, numbers(shape), shape);
      return this;
    }

    Graph doubles(String name, int... shape) {
      writer.weightsInDoubles(name, numbers(shape), shape);
      return this;
    }

    /** Numbers between 1 and 2 in magnitude. */
    Graph halves(String name, int... shape) {
      short[] halves = new short[numbers(shape).length];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = (short) (0x3c00 | random.nextInt(1 << 10) | random.nextInt(2) << 15);
      }
      writer.weightsInHalves(name, halves, shape);
      return this;
    }

    private float[] numbers(int... shape) {
      int length = 1;
      for (int size : shape) {
        length *= size;
      }
      float[] numbers = new float[length];
      for (int i = 0; i < length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return numbers;
    }

    Graph conv(
        String result,
        String input,
        int in,
        int out,
        int side,
        int groups,
        Map<String, ?> attributes) {
      Map<String, Object> all = new HashMap<>(attributes);
      all.put("group", groups);
      return random(result + "-kernel", out, in / groups, side, side)
          .random(result + "-bias", out)
          .node("Conv", result, all, input, result + "-kernel", result + "-bias");
    }

    Graph conv(
        String result,
        String input,
        int in,
        int out,
        int side,
        int groups,
        Map<String, ?> attributes,
        String attribute,
        long... value) {
      Map<String, Object> all = new HashMap<>(attributes);
      all.put(attribute, value);
      return conv(result, input, in, out, side, groups, all);
    }

    Graph norm(String result, String input, int channels) {
      float[] variance = numbers(channels);
      for (int i = 0; i < channels; i++) {
        variance[i] = 0.5f + Math.abs(variance[i]);
      }
      writer.weights(result + "-var", variance, channels);
      return random(result + "-gamma", channels)
          .random(result + "-beta", channels)
          .random(result + "-mean", channels)
          .node(
              "BatchNormalization",
              result,
              Map.of("epsilon", 0.01f),
              input,
              result + "-gamma",
              result + "-beta",
              result + "-mean",
              result + "-var");
    }

    Graph pooled(String result) {
      return node("GlobalAveragePool", result + "-pooled", "photo")
          .node("Flatten", result, result + "-pooled");
    }

    Graph pool(String operator, String input, Map<String, ?> attributes) {
      Map<String, Object> all = new HashMap<>(attributes);
      all.put("kernel_shape", ints(3, 2));
      return node(operator, "y", all, input);
    }
  }

  private Path write(UnaryOperator<Graph> layers, Object... photos) throws Exception {
    Graph graph = new Graph();
    graph.writer.input("photo", OnnxWriter.FLOAT, photos);
    layers.apply(graph).node("Flatten", VECTOR, "y");
    graph.writer.output(VECTOR, OnnxWriter.FLOAT, "n", "d");
    Path file = folder.resolve("network.onnx");
    graph.writer.write(file);
    return file;
  }

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

  private static Encoder open(Path file, int height, int width) throws Exception {
    return OnnxEncoders.open(file, Optional.of(VECTOR), Optional.of(photos(width, height)));
  }

  static void assertSameAsRuntime(Path file, String output, Encoder encoder, INDArray photos)
      throws Exception {
    try (INDArray found = encoder.encode(photos)) {
      assertSameAsRuntime(file, output, found, photos);
    }
  }

  private static void assertSameAsRuntime(Path file, String output, INDArray found, INDArray photos)
      throws Exception {
    try (OnnxNetwork network = OnnxNetwork.open(file);
        INDArray expected = network.run(photos, List.of(output)).get(output)) {
      assertThat(found.shape()).isEqualTo(expected.shape());
      double largest = expected.amaxNumber().doubleValue();
      double difference = expected.sub(found).amaxNumber().doubleValue();
      assertThat(difference).isLessThan(1e-5 * (1 + largest));
      for (long row = 0; row < expected.size(0); row++) {
        INDArray a = expected.getRow(row);
        INDArray b = found.getRow(row);
        double lengths = a.norm2Number().doubleValue() * b.norm2Number().doubleValue();
        assertThat(a.mul(b).sumNumber().doubleValue() / lengths).isGreaterThan(0.99999);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void givesWhatOnnxRuntimeGives(String name, UnaryOperator<Graph> layers) throws Exception {
    Path file = write(layers, "n", 3, "h", "w");
    try (Encoder encoder = open(file, SIZES[0][0], SIZES[0][1])) {
      assertThat(encoder.trainable()).isSameAs(encoder);
      for (int[] size : SIZES) {
        try (INDArray photos = noise(size[0], size[1]);
            INDArray found = encoder.trainable().network().run(photos)) {
          assertSameAsRuntime(file, VECTOR, found, photos);
        }
      }
    }
  }

  private static INDArray noise(int height, int width) {
    Nd4j.getRandom().setSeed(height);
    return Nd4j.randn(DataType.FLOAT, 3, 3, height, width);
  }

  @Test
  void photosMayLieChannelsLast() throws Exception {
    Path file =
        write(
            g ->
                g.random("mean", 3)
                    .node("Sub", "x", "photo", "mean")
                    .node("Transpose", "z", "perm", ints(0, 3, 1, 2), "x")
                    .conv("y", "z", 3, 4, 3, 1, pads(1, 1, 1, 1)),
            "n",
            "h",
            "w",
            3);
    try (Encoder encoder = open(file, 9, 12);
        INDArray photos = noise(9, 12)) {
      assertSameAsRuntime(file, VECTOR, encoder.trainable(), photos);
    }
  }

  @Test
  void aMatrixMayReadAPicture() throws Exception {
    Path file =
        write(
            g ->
                g.conv("x", "photo", 3, 4, 3, 1, pads(1, 1, 1, 1))
                    .integers("row", 1, -1)
                    .node("Reshape", "v", "x", "row")
                    .random("w", 4 * 6 * 7, 5)
                    .node("MatMul", "y", "v", "w"),
            1,
            3,
            6,
            7);
    try (Encoder encoder = open(file, 6, 7);
        INDArray photos = noise(6, 7)) {
      assertSameAsRuntime(file, VECTOR, encoder.trainable(), photos);
    }
  }

  @Test
  void weightsMayLieInAnotherFile() throws Exception {
    Path file = folder.resolve("two.onnx");
    new ConvolutionNetwork(3).writeInTwo(file, "kernel.bin");
    try (Encoder encoder =
            OnnxEncoders.open(file, Optional.of("features"), Optional.of(photos(12, 9)));
        INDArray photos = noise(9, 12)) {
      assertSameAsRuntime(file, "features", encoder.trainable(), photos);
    }
  }

  @Test
  void stepsBecomeFewNodes() throws Exception {
    List<Node> nodes =
        nodes(
            g ->
                g.random("mean", 1, 3, 1, 1)
                    .random("scale", 1, 3, 1, 1)
                    .node("Sub", "a", "photo", "mean")
                    .node("Mul", "b", "a", "scale")
                    .conv("c", "b", 3, 4, 3, 1, pads(1, 1, 1, 1))
                    .norm("d", "c", 4)
                    .node("Sigmoid", "e", "d")
                    .node("Mul", "f", "d", "e")
                    .number("two", 2)
                    .node("Mul", "y", "f", "two"));
    assertThat(nodes.stream().map(Node::name)).containsExactly("a", "c", "f", "y", VECTOR);
    assertThat(nodes.get(0)).isInstanceOf(BatchNormalise.class);
    assertThat(((Activate) nodes.get(2)).activation()).isEqualTo(Activation.SILU);
    assertThat(nodes.get(3)).isEqualTo(new Scale("y", "f", 2, 0));
  }

  private List<Node> nodes(UnaryOperator<Graph> layers) throws Exception {
    try (Encoder encoder = open(write(layers, "n", 3, "h", "w"), 9, 12)) {
      return encoder.trainable().network().nodes();
    }
  }

  @Test
  void aTranslatedNetworkCanBeStored() throws Exception {
    Path file =
        write(
            g -> g.conv("x", "photo", 3, 4, 3, 1, pads(1, 1, 1, 1)).norm("y", "x", 4),
            "n",
            3,
            "h",
            "w");
    try (Encoder encoder = open(file, 9, 12)) {
      NetworkEncoder network = encoder.trainable();
      Path stored = folder.resolve("stored.safetensors");
      NetworkFile.write(stored, network.network(), network.preprocessing(), Map.of());
      try (Encoder again = NetworkFile.open(stored, Optional.empty());
          INDArray photos = noise(9, 12);
          INDArray before = network.encode(photos);
          INDArray after = again.encode(photos)) {
        double largest = before.amaxNumber().doubleValue();
        assertThat(before.sub(after).amaxNumber().doubleValue()).isLessThan(0.01 * largest);
      }
    }
  }

  private static Stream<Arguments> unsupported() {
    return Stream.of(
        unsupported("Erf node 'y': this operator", g -> g.node("Erf", "y", "photo")),
        unsupported(
            "Conv node 'y': auto_pad SAME_LOWER",
            g -> g.conv("y", "photo", 3, 4, 3, 1, Map.of("auto_pad", "SAME_LOWER"))),
        unsupported(
            "MaxPool node 'y': ceil_mode 1",
            g -> g.pool("MaxPool", "photo", Map.of("ceil_mode", 1))),
        unsupported(
            "MaxPool node 'y': pads of different sizes",
            g -> g.pool("MaxPool", "photo", Map.of("pads", ints(0, 0, 1, 1)))),
        unsupported(
            "AveragePool node 'y': pads of different sizes",
            g -> g.pool("AveragePool", "photo", Map.of("pads", ints(0, 0, 1, 1)))),
        unsupported(
            "Pad node 'y': only zeros",
            g ->
                g.node("Pad", "y", Map.of("mode", "reflect"), "photo", "pads")
                    .integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)),
        unsupported(
            "Transpose node 'y': perm [0, 1, 3, 2]",
            g -> g.node("Transpose", "y", "perm", ints(0, 1, 3, 2), "photo")),
        unsupported(
            "Flatten node 'vector': flattening of [n, h, w, c]",
            g -> g.node("Transpose", "y", "perm", ints(0, 2, 3, 1), "photo")),
        unsupported(
            "Add node 'y': features of different shapes",
            g -> g.node("GlobalMaxPool", "x", "photo").node("Add", "y", "photo", "x")),
        unsupported(
            "Add node 'y': constants that differ along axis 3",
            g -> g.random("c", 1, 1, 1, 14).node("Add", "y", "photo", "c")),
        unsupported(
            "Div node 'y': expected features in input 1",
            g -> g.number("one", 1).node("Sigmoid", "x", "photo").node("Div", "y", "one", "x")));
  }

  private static Arguments unsupported(String message, UnaryOperator<Graph> layers) {
    return Arguments.of(message, layers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsupported")
  void onnxRuntimeRunsWhatHasNoEqualHere(String message, UnaryOperator<Graph> layers)
      throws Exception {
    Path file = write(layers, "n", 3, "h", "w");
    try (Encoder encoder = open(file, 17, 14);
        INDArray photos = noise(17, 14)) {
      assertSameAsRuntime(file, VECTOR, encoder, photos);
      assertThatThrownBy(encoder::trainable)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("onnx#vector cannot be fine-tuned: " + file + ": " + message);
    }
  }

  @Test
  void theRuntimeGivesTheSameFingerprint() throws Exception {
    Path file = write(g -> g.node("Relu", "y", "photo"), "n", 3, "h", "w");
    Preprocessing photos = photos(12, 9);
    OnnxVector vector = OnnxVector.of(OnnxFile.open(file), VECTOR, photos);
    try (Encoder own = open(file, 9, 12);
        Encoder runtime = new OnnxEncoder(OnnxNetwork.open(file), vector, "")) {
      assertThat(own.fingerprint()).isEqualTo(runtime.fingerprint());
      assertThat(own.name()).isEqualTo(runtime.name()).isEqualTo("onnx#" + VECTOR);
      assertThat(own.dimension()).isEqualTo(runtime.dimension());
    }
  }
}
