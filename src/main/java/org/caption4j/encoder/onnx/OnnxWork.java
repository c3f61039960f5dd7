package org.caption4j.encoder.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.FunctionProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.caption4j.BadInputException;

/**
 * How much a graph asks ONNX Runtime to do, as far as the file tells. A file of a few bytes can ask
 * for a loop of 2^62 rounds, for functions that call each other ever more often, or for a tensor
 * larger than any memory; the runtime would begin all of them.
 */
final class OnnxWork {
  /** Nodes that may run for a batch; the largest published networks have some ten thousand. */
  private static final long MOST_NODES = 1_000_000;

  /** Numbers that a node may be told to make of its own accord. */
  private static final long MOST_NUMBERS = 1L << 28;

  private static final int MOST_DEPTH = 50;

  /** Operators that make as many numbers as an input, or an attribute, tells them. */
  private static final Set<String> SIZED =
      Set.of(
          "ConstantOfShape",
          "Expand",
          "Tile",
          "Range",
          "Resize",
          "Upsample",
          "Pad",
          "OneHot",
          "RandomNormal",
          "RandomUniform",
          "Bernoulli",
          "MaxUnpool",
          "Col2Im",
          "GridSample");

  /** How many times as large as another a tensor may be made by putting it together with itself. */
  private static final double MOST_GROWTH = 1 << 20;

  /** Operators whose output is as large as the largest input. */
  private static final Set<String> KEEPING =
      Set.of(
          "Identity",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "Clip",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Tanh",
          "Neg",
          "Abs",
          "Cast",
          "Dropout",
          "BatchNormalization",
          "Softmax",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose");

  private final Path file;
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Map<String, Long> counted = new HashMap<>();

  private OnnxWork(Path file) {
    this.file = file;
  }

  /**
   * Refuses a network that asks for too much.
   *
   * @param file for messages
   * @throws BadInputException if it does; the message names the node and the bound
   */
  static void requireBounded(Path file, ModelProto model) throws BadInputException {
    OnnxWork work = new OnnxWork(file);
    model.getFunctionsList().forEach(f -> work.functions.put(key(f.getDomain(), f.getName()), f));
    long nodes = work.count(model.getGraph(), Map.of(), 0);
    if (nodes > MOST_NODES) {
      throw work.fault("the graph", "at most %,d nodes to run".formatted(MOST_NODES), "more");
    }
  }

  private static String key(String domain, String name) {
    return (OnnxNode.isStandard(domain) ? "" : domain) + "." + name;
  }

  private long count(GraphProto graph, Map<String, TensorProto> outer, int depth)
      throws BadInputException {
    Map<String, TensorProto> constants = new HashMap<>(outer);
    graph.getInputList().forEach(input -> constants.remove(input.getName()));
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    return count(graph.getNodeList(), constants, depth);
  }

  private long count(List<NodeProto> nodes, Map<String, TensorProto> constants, int depth)
      throws BadInputException {
    if (depth > MOST_DEPTH) {
      throw fault("the graph", "graphs in graphs up to a depth of " + MOST_DEPTH, "deeper ones");
    }
    for (NodeProto proto : nodes) {
      OnnxNode node = new OnnxNode(proto);
      OnnxTensors.ofConstant(node).ifPresent(tensor -> constants.put(node.output(), tensor));
    }
    requireGrowth(nodes);
    long all = 0;
    for (NodeProto proto : nodes) {
      all = limited(all + count(proto, constants, depth));
    }
    return all;
  }

  private long count(NodeProto proto, Map<String, TensorProto> constants, int depth)
      throws BadInputException {
    OnnxNode node = new OnnxNode(proto);
    if (SIZED.contains(node.operator())) {
      requireSize(node, constants);
    }
    String called = key(proto.getDomain(), proto.getOpType());
    if (functions.containsKey(called)) {
      return function(called, depth);
    }
    long inner = 0;
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (attribute.hasG()) {
        inner = limited(inner + count(attribute.getG(), constants, depth + 1));
      }
      for (GraphProto graph : attribute.getGraphsList()) {
        inner = limited(inner + count(graph, constants, depth + 1));
      }
    }
    if (inner == 0 || node.operator().equals("If")) {
      return 1 + inner;
    }
    return limited(1 + inner * rounds(node, constants)); // both are at most a million
  }

  /** Forty nodes that put a tensor together with itself make it 2^40 times as large. */
  private void requireGrowth(List<NodeProto> nodes) throws BadInputException {
    Map<String, Double> growths = new HashMap<>();
    for (NodeProto proto : nodes) {
      OnnxNode node = new OnnxNode(proto);
      DoubleStream inputs =
          node.inputs().stream().mapToDouble(input -> growths.getOrDefault(input, 1.0));
      double growth = 1;
      if (node.operator().equals("Concat")) {
        growth = inputs.sum();
      } else if (KEEPING.contains(node.operator())) {
        growth = inputs.max().orElse(1);
      }
      if (growth > MOST_GROWTH) {
        throw fault(
            node.toString(),
            "a tensor at most %,.0f times as large as those it is put together from"
                .formatted(MOST_GROWTH),
            "a larger one");
      }
      for (String output : node.outputs()) {
        growths.put(output, growth);
      }
    }
  }

  private long function(String called, int depth) throws BadInputException {
    Long known = counted.get(called);
    if (known == null) {
      known = count(functions.get(called).getNodeList(), new HashMap<>(), depth + 1);
      counted.put(called, known);
    }
    return known;
  }

  /** Returns how often a loop runs at most, which its file must say. */
  private long rounds(OnnxNode node, Map<String, TensorProto> constants) throws BadInputException {
    if (!node.operator().equals("Loop") || !node.reads(0)) {
      throw fault(node.toString(), "no repetition but loops of a fixed number of rounds", "one");
    }
    Optional<long[]> rounds = integers(constants.get(node.inputs().get(0)));
    if (rounds.isEmpty() || rounds.get().length != 1) {
      throw fault(node.toString(), "a number of rounds that the file says", "one that is computed");
    }
    long found = Math.max(0, rounds.get()[0]);
    if (found > MOST_NODES) {
      throw fault(node.toString(), "at most %,d rounds".formatted(MOST_NODES), found);
    }
    return found;
  }

  private void requireSize(OnnxNode node, Map<String, TensorProto> constants)
      throws BadInputException {
    requireSize(node, node.integers("shape").orElse(new long[0]));
    for (String input : node.inputs()) {
      requireSize(node, integers(constants.get(input)).orElse(new long[0]));
    }
  }

  private void requireSize(OnnxNode node, long... sizes) throws BadInputException {
    double numbers = 1;
    for (long size : sizes) {
      numbers *= Math.max(1, Math.abs((double) size));
    }
    if (numbers > MOST_NUMBERS) {
      throw fault(
          node.toString(),
          "at most %,d numbers to make".formatted(MOST_NUMBERS),
          "%.3g".formatted(numbers));
    }
  }

  /** Returns the whole numbers of a short tensor in the file itself; empty for others. */
  private static Optional<long[]> integers(TensorProto tensor) {
    if (tensor == null || tensor.getDataType() != TensorProto.DataType.INT64_VALUE) {
      return Optional.empty();
    }
    if (tensor.getInt64DataCount() > 0) {
      return Optional.of(
          tensor.getInt64DataList().stream().limit(64).mapToLong(Long::longValue).toArray());
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long[] numbers = new long[Math.min(64, raw.remaining() / Long.BYTES)];
    raw.asLongBuffer().get(numbers);
    return Optional.of(numbers);
  }

  private static long limited(long nodes) {
    return nodes < 0 || nodes > MOST_NODES ? MOST_NODES + 1 : nodes;
  }

  private BadInputException fault(String what, String expected, Object found) {
    return new BadInputException(
        "%s: %s: expected %s, found %s".formatted(file, what, expected, found));
  }
}
