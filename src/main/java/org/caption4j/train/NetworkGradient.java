package org.caption4j.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.ImageGradients;
import org.caption4j.tensor.ImageOps;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network forwards, keeping what every node made, and backwards, for how a loss changes with
 * its weights.
 *
 * <p>The network is a chain: every node reads the one before. From its first weights on it consists
 * of convolutions, matrices, ReLU, maxima and means under windows, the mean over all places, and
 * pictures made vectors. All memory is taken at the start and used again for every batch.
 */
final class NetworkGradient implements AutoCloseable {
  /** Keeps a channel that is dead from becoming infinite. */
  private static final double TINY = 1e-6;

  private final List<Node> nodes;
  private final FlatWeights gradient;
  private final List<INDArray> owned = new ArrayList<>();

  /** What goes into node i is at i, what comes out at i + 1: the same array if it overwrites. */
  private final List<INDArray> results = new ArrayList<>();

  /** How the loss changes with {@link #results}; null in front of the first weights. */
  private final List<INDArray> gradients = new ArrayList<>();

  private final int firstLayer;

  /**
   * @param network a chain, float or double
   * @param gradient overwritten by {@link #backward}
   * @param photos {n, h, w, c} of the batches to come
   * @throws IllegalArgumentException if the network is no chain, or cannot take such photos
   */
  NetworkGradient(Network network, FlatWeights gradient, long... photos) {
    this.nodes = network.nodes();
    this.gradient = gradient;
    this.firstLayer = firstLayer(network);
    Map<String, long[]> shapes = network.shapes(photos[1], photos[2], photos[3]);
    DataType type = gradient.flat().dataType();
    results.add(make(type, photos));
    gradients.add(firstLayer == 0 ? make(type, photos) : null);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      long[] one = shapes.get(node.name());
      long[] all = new long[one.length + 1];
      all[0] = photos[0];
      System.arraycopy(one, 0, all, 1, one.length);
      boolean over = node.overwrites();
      results.add(over ? results.get(i) : make(type, all));
      gradients.add(
          i + 1 < firstLayer ? null : over && i >= firstLayer ? gradients.get(i) : make(type, all));
    }
  }

  private static int firstLayer(Network network) {
    String before = network.input();
    int first = -1;
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      if (!node.inputs().equals(List.of(before))) {
        throw new IllegalArgumentException(
            "expected a chain, but %s reads %s and not %s"
                .formatted(node.name(), node.inputs(), before));
      }
      first = first < 0 && hasWeights(node) ? i : first;
      before = node.name();
    }
    if (first < 0 || !before.equals(network.output())) {
      throw new IllegalArgumentException("expected a chain with weights, ending in the output");
    }
    return first;
  }

  private static boolean hasWeights(Node node) {
    return node instanceof Convolve || node instanceof Dense;
  }

  private INDArray make(DataType type, long[] shape) {
    INDArray array = Nd4j.createUninitializedDetached(type, shape);
    owned.add(array);
    return array;
  }

  /**
   * Runs the network.
   *
   * @param photos [n, c, h, w], of the size and number announced
   * @return [n, d]; overwritten by the next batch
   * @throws IllegalArgumentException if the photos are of another shape
   */
  INDArray forward(INDArray photos) {
    INDArray first = results.get(0);
    long[] expected = {first.size(0), first.size(3), first.size(1), first.size(2)};
    if (!Arrays.equals(photos.shape(), expected)) {
      throw new IllegalArgumentException(
          "expected photos of shape %s but found %s"
              .formatted(Arrays.toString(expected), Arrays.toString(photos.shape())));
    }
    ImageOps.toChannelsLast(photos, first);
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).run(List.of(results.get(i)), results.get(i + 1));
    }
    return results.get(nodes.size());
  }

  /**
   * Computes the gradient of the weights, for the batch that ran last.
   *
   * @param vectorGradient [n, d], how the loss changes with the vectors
   */
  void backward(INDArray vectorGradient) {
    gradients.get(nodes.size()).assign(vectorGradient);
    for (int i = nodes.size() - 1; i >= firstLayer; i--) {
      backward(nodes.get(i), results.get(i), results.get(i + 1), gradients.get(i + 1), i);
    }
  }

  private void backward(Node node, INDArray in, INDArray out, INDArray outGradient, int index) {
    INDArray inGradient = gradients.get(index);
    if (node instanceof Convolve layer) {
      ImageGradients.convolve(
          in,
          layer.kernel(),
          layer.bias(),
          layer.window(),
          outGradient,
          inGradient,
          gradient.weights(layer.name()),
          gradient.bias(layer.name()));
    } else if (node instanceof Dense layer) {
      backward(layer, in, outGradient, inGradient);
    } else if (node instanceof Flatten) {
      unflatten(outGradient, inGradient);
    } else if (node instanceof Activate layer && layer.activation().equals(Activation.RELU)) {
      ImageGradients.relu(out, outGradient, inGradient);
    } else if (node instanceof Pool pool && pool.kind() == Pool.Kind.MAX) {
      ImageGradients.maxPool(in, pool.window(), outGradient, inGradient);
    } else if (node instanceof Pool pool && pool.kind() == Pool.Kind.AVERAGE) {
      ImageGradients.averagePool(in, pool.window(), pool.countsPadding(), outGradient, inGradient);
    } else if (node instanceof GlobalPool pool && pool.kind() == Pool.Kind.AVERAGE) {
      Window all = Window.covering(in.size(1), in.size(2));
      INDArray pixel = outGradient.reshape('c', in.size(0), 1, 1, in.size(3));
      ImageGradients.averagePool(in, all, false, pixel, inGradient);
    } else {
      throw new IllegalArgumentException("no gradient for " + node);
    }
  }

  private void backward(Dense layer, INDArray in, INDArray outGradient, INDArray inGradient) {
    ImageGradients.denseInput(layer.weights(), outGradient, inGradient);
    ImageGradients.denseWeights(in, outGradient, gradient.weights(layer.name()));
    if (layer.bias() != null) {
      ImageGradients.bias(outGradient, gradient.bias(layer.name()));
    }
  }

  private static void unflatten(INDArray outGradient, INDArray inGradient) {
    if (inGradient.rank() == 2) {
      inGradient.assign(outGradient);
      return;
    }
    long[] shape = inGradient.shape();
    ImageOps.toChannelsLast(
        outGradient.reshape('c', shape[0], shape[3], shape[1], shape[2]), inGradient);
  }

  /**
   * Fits the starting weights to data: scales every kernel and shifts every bias so that each
   * channel of each layer has mean 0 and variance 1 on this batch, which is what normalisation
   * layers would see to (Mishkin and Matas 2016; Kraehenbuehl et al. 2016).
   *
   * @param photos [n, c, h, w]
   */
  void calibrate(INDArray photos) {
    ImageOps.toChannelsLast(photos, results.get(0));
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      node.run(List.of(results.get(i)), results.get(i + 1));
      if (hasWeights(node)) {
        centre(node, results.get(i + 1));
        node.run(List.of(results.get(i)), results.get(i + 1));
      }
    }
  }

  private static void centre(Node node, INDArray out) {
    // a view, not to be closed
    INDArray rows = out.reshape('c', -1, out.size(out.rank() - 1));
    try (INDArray mean = rows.mean(0);
        INDArray scale = rows.std(false, 0).addi(TINY).rdivi(1)) {
      if (node instanceof Convolve layer) {
        INDArray kernels = layer.kernel().reshape('c', layer.kernel().size(0), -1);
        kernels.muliColumnVector(scale);
        shift(layer.bias(), mean, scale);
      } else if (node instanceof Dense layer) {
        layer.weights().muliRowVector(scale);
        shift(layer.bias(), mean, scale);
      }
    }
  }

  private static void shift(INDArray bias, INDArray mean, INDArray scale) {
    if (bias != null) {
      bias.subi(mean).muli(scale);
    }
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
  }
}
