package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.TensorProto;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.Node;

/**
 * A network in the making. Nodes are called as the results that they make in the file; sizes of
 * pictures are checked for one size of photos but become no part of the network.
 */
final class Translation {
  private static final int CHANNELS = 3;

  private final OnnxGraph graph;
  private final OnnxInput input;
  private final Set<String> names;
  private final Map<String, Operand> operands = new HashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, long[]> shapes = new HashMap<>();

  private Translation(OnnxGraph graph, OnnxInput input, long height, long width) {
    this.graph = graph;
    this.input = input;
    this.names = graph.names();
    long[] photo = {height, width, CHANNELS};
    shapes.put(input.name(), photo);
    operands.put(
        input.name(), new FeatureMap(input.name(), photo, 4, input.channelsLast() ? 3 : 1, false));
  }

  /**
   * What became of an output.
   *
   * @param network all that it depends on
   * @param output the output, made by the network's own
   */
  record Result(Network network, FeatureMap output) {}

  /**
   * Translates what an output depends on.
   *
   * @param graph the graph
   * @param input its photos
   * @param height of the photos that shapes are checked for
   * @param width of these
   * @param output the output's name
   * @throws UnsupportedGraphException if a node has no equal here; the message names it
   * @throws IOException if the weights are damaged
   */
  static Result of(OnnxGraph graph, OnnxInput input, long height, long width, String output)
      throws UnsupportedGraphException, IOException {
    Translation translation = new Translation(graph, input, height, width);
    for (OnnxNode node : graph.nodesFor(output)) {
      translation.operands.put(node.output(), translation.translate(node));
    }
    if (translation.operands.get(output) instanceof FeatureMap made) {
      Network network =
          AffineFolding.fold(
              input.name(),
              new ArrayList<>(translation.nodes.values()),
              made.node(),
              translation.shapes);
      return new Result(network, made);
    }
    throw new UnsupportedGraphException(
        "output '%s': does not depend on the photo".formatted(output));
  }

  private Operand translate(OnnxNode node) throws UnsupportedGraphException, IOException {
    Optional<Constant> constant = ConstantFolding.fold(node, this);
    if (constant.isPresent()) {
      return constant.get();
    }
    try {
      return Translators.of(node).translate(node, this);
    } catch (IllegalArgumentException | ArithmeticException e) { // a shape that no node can take
      throw node.unsupported(e.getMessage());
    }
  }

  /** Returns what a node reads. */
  Operand operand(OnnxNode node, int index) throws UnsupportedGraphException, IOException {
    if (!node.reads(index)) {
      throw node.unsupported("expected %d inputs or more".formatted(index + 1));
    }
    String name = node.inputs().get(index);
    Operand known = operands.get(name);
    if (known != null) {
      return known;
    }
    Optional<TensorProto> weight = graph.weight(name);
    if (weight.isPresent()) {
      return new Constant(OnnxTensors.read(graph.path(), weight.get(), name));
    }
    throw node.unsupported("reads '%s', which is not supported".formatted(name));
  }

  /** Returns what a node reads, which must depend on the photo. */
  FeatureMap features(OnnxNode node, int index) throws UnsupportedGraphException, IOException {
    if (operand(node, index) instanceof FeatureMap features) {
      return features;
    }
    throw node.unsupported("expected features in input %d, found a constant".formatted(index + 1));
  }

  /** Returns whether a node reads constants only, without reading them. */
  boolean isConstant(OnnxNode node) {
    return !node.inputs().isEmpty()
        && node.inputs().stream()
            .allMatch(
                name ->
                    name.isEmpty()
                        || operands.get(name) instanceof Constant
                        || graph.weight(name).isPresent());
  }

  /** Returns the picture [n, c, h, w] that a node reads. */
  FeatureMap picture(OnnxNode node, int index) throws UnsupportedGraphException, IOException {
    FeatureMap features = features(node, index);
    if (!features.isChannelsFirst()) {
      throw node.unsupported("expected features [n, c, h, w], found another shape");
    }
    return features;
  }

  /** Returns what a node reads, which must not depend on the photo. */
  Constant constant(OnnxNode node, int index) throws UnsupportedGraphException, IOException {
    if (operand(node, index) instanceof Constant constant) {
      return constant;
    }
    throw node.unsupported("expected a constant in input %d".formatted(index + 1));
  }

  /** Returns the integers of an attribute, or of an input in newer versions; empty without. */
  Optional<long[]> integers(OnnxNode node, String attribute, int index)
      throws UnsupportedGraphException, IOException {
    return node.reads(index)
        ? Optional.of(constant(node, index).integers())
        : node.integers(attribute);
  }

  /** Returns how many photos the graph takes at once, or less than 1 if any number. */
  long batch() {
    return input.batch();
  }

  /** Returns a name for a node that the file does not have. */
  String derived(OnnxNode node, String part) {
    String name = node.output() + "/" + part;
    while (!names.add(name)) {
      name += "'";
    }
    return name;
  }

  /**
   * Adds a node.
   *
   * @param node reads nodes that were added before
   * @param like a feature map whose layout the result has
   * @param positive whether the result has no number below zero
   * @throws IllegalArgumentException if the node cannot take such shapes
   */
  FeatureMap add(Node node, FeatureMap like, boolean positive) {
    long[] shape = node.shape(node.inputs().stream().map(shapes::get).toList());
    nodes.put(node.name(), node);
    shapes.put(node.name(), shape);
    return new FeatureMap(node.name(), shape, like.rank(), like.axis(), positive);
  }

  /** Returns the node that makes a feature map, or empty for the photo itself. */
  Optional<Node> maker(FeatureMap features) {
    return Optional.ofNullable(nodes.get(features.node()));
  }

  /**
   * Makes a vector [n, d] of a feature map, the last ONNX axis fastest.
   *
   * @param name for the node that does so, where one is needed
   */
  FeatureMap flat(OnnxNode node, String name, FeatureMap features)
      throws UnsupportedGraphException {
    if (!features.isPicture()) {
      return features.reshaped(2, 1);
    }
    if (!features.isChannelsFirst() && !features.isPixel()) {
      throw node.unsupported("flattening of [n, h, w, c] is not supported");
    }
    return add(new Flatten(name, features.node()), features, features.positive()).reshaped(2, 1);
  }

  /** Returns the vector that a picture of one place is; other feature maps as they are. */
  FeatureMap withoutPlaces(OnnxNode node, FeatureMap features) throws UnsupportedGraphException {
    return features.isPixel()
        ? flat(node, derived(node, "vector"), features).reshaped(features.rank(), features.axis())
        : features;
  }

  List<FeatureMap> allFeatures(OnnxNode node) throws UnsupportedGraphException, IOException {
    List<FeatureMap> all = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      all.add(features(node, i));
    }
    return all;
  }
}
