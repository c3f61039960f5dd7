package org.caption4j.encoder.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Scale;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A factor and a shift for every channel, which normalisations and sums and products with constants
 * are. They are multiplied into the layer before them; what has none becomes a layer itself.
 *
 * <p>While the network is made they are batch normalisations with mean 0 and variance 1.
 */
final class AffineFolding {
  private final String photo;
  private final Map<String, long[]> shapes;
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, Node> made = new LinkedHashMap<>();
  private final Map<String, String> sameAs = new HashMap<>();

  private AffineFolding(String photo, List<Node> nodes, String output, Map<String, long[]> shapes) {
    this.photo = photo;
    this.shapes = shapes;
    readers.put(output, 1);
    nodes.forEach(node -> node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum)));
  }

  /** Returns {@code factors x + shifts}, channel by channel. */
  static BatchNormalise of(String name, String input, double[] factors, double[] shifts) {
    double[] zeros = new double[factors.length];
    double[] ones = new double[factors.length];
    Arrays.fill(ones, 1);
    return new BatchNormalise(
        name, input, vector(zeros), vector(ones), vector(factors), vector(shifts), 0);
  }

  private static INDArray vector(double... numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return Nd4j.createFromArray(floats);
  }

  /**
   * Multiplies every scaling that alone reads a layer into that layer.
   *
   * @param input the name of the photos
   * @param nodes the nodes in order
   * @param output the name of the result
   * @param shapes of all results for photos of one size
   * @return the network; the result may have another name
   */
  static Network fold(String input, List<Node> nodes, String output, Map<String, long[]> shapes) {
    AffineFolding folding = new AffineFolding(input, nodes, output, shapes);
    nodes.forEach(folding::add);
    List<Node> folded = folding.made.values().stream().map(folding::asLayer).toList();
    return new Network(input, folded, folding.resolve(output));
  }

  private String resolve(String name) {
    return sameAs.getOrDefault(name, name);
  }

  private void add(Node node) {
    Node resolved = node.reading(node.inputs().stream().map(this::resolve).toList());
    if (node instanceof BatchNormalise scaling && isReadOnce(scaling.input())) {
      String source = resolve(scaling.input());
      Optional<Node> folded =
          Optional.ofNullable(made.get(source))
              .flatMap(layer -> fold(layer, scaling.gamma(), scaling.beta()));
      if (folded.isPresent()) {
        made.put(source, folded.get());
        sameAs.put(node.name(), source);
        return;
      }
    }
    made.put(resolved.name(), resolved);
  }

  private boolean isReadOnce(String name) {
    return readers.getOrDefault(name, 0) == 1;
  }

  private Optional<Node> fold(Node layer, INDArray factors, INDArray shifts) {
    if (layer instanceof WeightedNode weighted) {
      return Optional.of(scaled(weighted, factors, shifts));
    }
    if (layer instanceof BatchNormalise before) {
      INDArray beta = before.beta().mul(factors).addi(shifts);
      return Optional.of(
          new BatchNormalise(
              before.name(),
              before.input(),
              before.mean(),
              before.variance(),
              before.gamma().mul(factors),
              beta,
              0));
    }
    return layer instanceof Concatenate groups
        ? foldGroups(groups, factors, shifts)
        : Optional.empty();
  }

  /** The groups of a convolution, each with its own part of the channels. */
  private Optional<Node> foldGroups(Concatenate groups, INDArray factors, INDArray shifts) {
    for (String name : groups.inputs()) {
      if (!(made.get(name) instanceof WeightedNode) || !isReadOnce(name)) {
        return Optional.empty();
      }
    }
    long from = 0;
    for (String name : groups.inputs()) {
      WeightedNode group = (WeightedNode) made.get(name);
      long to = from + shapes.get(name)[shapes.get(name).length - 1];
      INDArray factor = factors.get(NDArrayIndex.interval(from, to)).dup('c');
      INDArray shift = shifts.get(NDArrayIndex.interval(from, to)).dup('c');
      made.put(name, scaled(group, factor, shift));
      from = to;
    }
    return Optional.of(groups);
  }

  private static WeightedNode scaled(WeightedNode layer, INDArray factors, INDArray shifts) {
    INDArray bias = layer.bias() == null ? shifts : layer.bias().mul(factors).addi(shifts);
    return layer.withWeights(isAllOnes(factors) ? layer.weights() : scaled(layer, factors), bias);
  }

  private static boolean isAllOnes(INDArray factors) {
    return factors.minNumber().doubleValue() == 1 && factors.maxNumber().doubleValue() == 1;
  }

  /** Weights may lie on pages of the file, which cannot be written to. */
  private static INDArray scaled(WeightedNode layer, INDArray factors) {
    long channels = factors.length();
    if (layer instanceof Dense dense) {
      return dense.weights().dup(dense.weights().ordering()).muliRowVector(factors);
    }
    INDArray kernel = layer.weights().dup('c');
    long others = kernel.length() / channels;
    if (layer instanceof Convolve) {
      kernel.reshape('c', channels, others).muliColumnVector(factors.reshape(channels, 1));
    } else {
      kernel.reshape('c', others, channels).muliRowVector(factors);
    }
    return kernel;
  }

  /**
   * A scaling that is left becomes a layer; that of a vector stays a normalisation, as does that of
   * the photo itself, which is preprocessing and not trained.
   */
  private Node asLayer(Node node) {
    if (!(node instanceof BatchNormalise scaling)) {
      return node;
    }
    INDArray factors = scaling.gamma();
    INDArray shifts = scaling.beta();
    if (isUniform(factors) && isUniform(shifts)) {
      return new Scale(scaling.name(), scaling.input(), factors.getDouble(0), shifts.getDouble(0));
    }
    return shapes.get(scaling.name()).length == 1 || scaling.input().equals(photo)
        ? scaling
        : new ConvolveDepthwise(
            scaling.name(),
            scaling.input(),
            factors.reshape('c', 1, 1, factors.length(), 1),
            shifts,
            Window.pixel());
  }

  private static boolean isUniform(INDArray numbers) {
    return numbers.minNumber().doubleValue() == numbers.maxNumber().doubleValue();
  }
}
