package org.caption4j.train;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a network's layers as one vector, which an optimizer moves at once, and as views
 * of it, which the network reads. Their gradient has the same form.
 */
public final class FlatWeights implements WeightSource {
  private static final int CHUNK = 1 << 20;

  private final INDArray flat;
  private final Map<String, INDArray> views;

  private FlatWeights(INDArray flat, Map<String, INDArray> views) {
    this.flat = flat;
    this.views = views;
  }

  /** Returns zeros, in the shapes of all of a network's weights. */
  public static FlatWeights zeros(Network network, DataType type) {
    return zeros(network.weightedNodes(), type);
  }

  /** Returns zeros, in the shapes of some layers' weights. */
  static FlatWeights zeros(List<WeightedNode> layers, DataType type) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (WeightedNode layer : layers) {
      shapes.put(name(layer.name(), "W"), layer.weights().shape());
      if (layer.bias() != null) {
        shapes.put(name(layer.name(), "b"), layer.bias().shape());
      }
    }
    long length = shapes.values().stream().mapToLong(FlatWeights::length).sum();
    INDArray flat = Nd4j.zeros(type, length);
    Map<String, INDArray> views = new LinkedHashMap<>();
    long from = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long to = from + length(entry.getValue());
      INDArray part = flat.get(NDArrayIndex.interval(from, to));
      views.put(entry.getKey(), part.reshape('c', entry.getValue()));
      from = to;
    }
    return new FlatWeights(flat, views);
  }

  /** Returns a copy of all of a network's weights. */
  public static FlatWeights of(Network network, DataType type) {
    return of(network.weightedNodes(), type);
  }

  /** Returns a copy of some layers' weights. */
  static FlatWeights of(List<WeightedNode> layers, DataType type) {
    FlatWeights copy = zeros(layers, type);
    for (WeightedNode layer : layers) {
      copy.weights(layer.name()).assign(layer.weights());
      if (layer.bias() != null) {
        copy.bias(layer.name()).assign(layer.bias());
      }
    }
    return copy;
  }

  /** Returns a network that reads these weights in place of its own, where they are here. */
  public Network in(Network network) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      boolean here = node instanceof WeightedNode && weights(node.name()) != null;
      nodes.add(
          here ? ((WeightedNode) node).withWeights(weights(node.name()), bias(node.name())) : node);
    }
    return new Network(network.input(), nodes, network.output());
  }

  private static String name(String layer, String parameter) {
    return layer + "/" + parameter;
  }

  private static long length(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Returns all weights, [n]; a view. */
  public INDArray flat() {
    return flat;
  }

  /** Returns the weights by name, as views, in their order. */
  Map<String, INDArray> views() {
    return Collections.unmodifiableMap(views);
  }

  /** Returns a layer's kernel or matrix, or null if it has none; a view. */
  INDArray weights(String layer) {
    return views.get(name(layer, "W"));
  }

  /** Returns a layer's bias, [o], or null if it has none; a view. */
  INDArray bias(String layer) {
    return views.get(name(layer, "b"));
  }

  /** Returns how many numbers a layer has, its bias counted. */
  long length(String layer) {
    INDArray bias = bias(layer);
    return weights(layer).length() + (bias == null ? 0 : bias.length());
  }

  /** Returns a text that differs where a number differs: SHA-256, 64 hexadecimal digits. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (long from = 0; from < flat.length(); from += CHUNK) {
        long to = Math.min(flat.length(), from + CHUNK);
        float[] numbers = flat.get(NDArrayIndex.interval(from, to)).toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws BadInputException {
    INDArray view = views.get(name(layer, parameter));
    if (view == null || !Arrays.equals(view.shape(), shape)) {
      throw new BadInputException(
          "weights in training: expected %s of shape %s but found %s"
              .formatted(
                  name(layer, parameter),
                  Arrays.toString(shape),
                  view == null ? "none" : Arrays.toString(view.shape())));
    }
    return view;
  }

  @Override
  public boolean has(String layer, String parameter) {
    return views.containsKey(name(layer, parameter));
  }

  @Override
  public String fingerprint() {
    return "in training";
  }

  @Override
  public void close() {
    if (!flat.wasClosed()) {
      flat.close();
    }
  }
}
