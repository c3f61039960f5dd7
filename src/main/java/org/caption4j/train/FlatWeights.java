package org.caption4j.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Node;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a network's convolutions as one vector, which an optimizer moves at once, and as
 * views of it, which the network reads. Their gradient has the same form.
 */
final class FlatWeights implements WeightSource {
  private final INDArray flat;
  private final Map<String, INDArray> views;

  private FlatWeights(INDArray flat, Map<String, INDArray> views) {
    this.flat = flat;
    this.views = views;
  }

  /** Returns zeros, in the shapes of a network's weights. */
  static FlatWeights zeros(Network network, DataType type) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (node instanceof Convolve layer) {
        shapes.put(name(layer.name(), "W"), layer.kernel().shape());
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

  /** Returns a copy of a network's weights. */
  static FlatWeights of(Network network, DataType type) {
    FlatWeights copy = zeros(network, type);
    for (Node node : network.nodes()) {
      if (node instanceof Convolve layer) {
        copy.kernel(layer).assign(layer.kernel());
        copy.bias(layer).assign(layer.bias());
      }
    }
    return copy;
  }

  private static String name(String layer, String parameter) {
    return layer + "/" + parameter;
  }

  private static long length(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Returns all weights, [n]; a view. */
  INDArray flat() {
    return flat;
  }

  /** Returns the weights by name, as views, in their order. */
  Map<String, INDArray> views() {
    return Collections.unmodifiableMap(views);
  }

  /** Returns a layer's kernel, [o, i, kh, kw]; a view. */
  INDArray kernel(Convolve layer) {
    return views.get(name(layer.name(), "W"));
  }

  /** Returns a layer's bias, [o]; a view. */
  INDArray bias(Convolve layer) {
    return views.get(name(layer.name(), "b"));
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
    flat.close();
  }
}
