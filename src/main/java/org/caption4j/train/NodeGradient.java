package org.caption4j.train;

import java.util.List;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pad;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.Scale;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.encoder.node.SelectChannels;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.ImageGradients;
import org.caption4j.tensor.ImageOps;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a loss changes with what a node reads, given how it changes with what the node makes. */
final class NodeGradient {
  private NodeGradient() {}

  /**
   * Refuses a node that cannot be trained through.
   *
   * @throws IllegalArgumentException which names it
   */
  static void require(Node node) {
    if (!isKnown(node)) {
      throw new IllegalArgumentException(
          "%s cannot be fine-tuned: no gradient is known for %s; train fewer layers"
              .formatted(node.name(), kind(node)));
    }
  }

  private static boolean isKnown(Node node) {
    if (node instanceof Activate layer) {
      return isRelu(node) || ImageGradients.knows(layer.activation());
    } else if (node instanceof Pool pool) {
      return isMaximumOrMean(pool.kind());
    } else if (node instanceof GlobalPool pool) {
      return isMaximumOrMean(pool.kind());
    } else if (node instanceof Combine combine) {
      return combine.operation() == Combine.Operation.ADD || isProduct(node);
    }
    return node instanceof WeightedNode
        || node instanceof ScaleChannels
        || node instanceof SelectChannels
        || node instanceof Concatenate
        || node instanceof Flatten
        || node instanceof Scale
        || node instanceof Pad;
  }

  private static boolean isRelu(Node node) {
    return node instanceof Activate layer && layer.activation().equals(Activation.RELU);
  }

  private static boolean isMaximumOrMean(Pool.Kind kind) {
    return kind == Pool.Kind.MAX || kind == Pool.Kind.AVERAGE;
  }

  private static boolean isProduct(Node node) {
    return node instanceof Combine combine
        && combine.operation() == Combine.Operation.MULTIPLY
        && combine.inputs().size() == 2;
  }

  private static String kind(Node node) {
    String kind = node.getClass().getSimpleName();
    if (node instanceof Activate layer) {
      return kind + " " + layer.activation().kind();
    } else if (node instanceof Pool pool) {
      return kind + " " + pool.kind();
    } else if (node instanceof GlobalPool pool) {
      return kind + " " + pool.kind();
    } else if (node instanceof Combine combine) {
      return kind + " " + combine.operation();
    }
    return kind;
  }

  /** Returns whether the gradient depends on what the node read. */
  static boolean needsInput(Node node) {
    return node instanceof WeightedNode
        || node instanceof Pool
        || node instanceof GlobalPool
        || node instanceof ScaleChannels
        || isProduct(node)
        || (node instanceof Activate && !isRelu(node));
  }

  /** Returns whether the gradient depends on what the node made. */
  static boolean needsOutput(Node node) {
    return isRelu(node);
  }

  /** Returns whether the gradient may be written over that of what the node made. */
  static boolean overwrites(Node node) {
    return node instanceof Activate || node instanceof Scale;
  }

  /**
   * Computes the gradient of a layer's weights and of what it read.
   *
   * @param layer a layer with weights
   * @param in what it read
   * @param outGradient of what it made
   * @param inGradient of what it read, overwritten
   * @param gradient of the weights, overwritten where they are the layer's
   */
  static void ofWeights(
      WeightedNode layer,
      INDArray in,
      INDArray outGradient,
      INDArray inGradient,
      FlatWeights gradient) {
    INDArray weights = gradient.weights(layer.name());
    INDArray bias = gradient.bias(layer.name());
    if (layer instanceof Convolve c) {
      ImageGradients.convolve(
          in, c.kernel(), c.bias(), c.window(), outGradient, inGradient, weights, bias);
    } else if (layer instanceof ConvolveDepthwise c) {
      ImageGradients.convolveDepthwise(
          in, c.kernel(), c.bias(), c.window(), outGradient, inGradient, weights, bias);
    } else if (layer instanceof Dense d) {
      ImageGradients.denseInput(d.weights(), outGradient, inGradient);
      ImageGradients.denseWeights(in, outGradient, weights);
      if (bias != null) {
        ImageGradients.bias(outGradient, bias);
      }
    }
  }

  /**
   * Computes the gradient of one of the arrays that a node without weights read.
   *
   * @param node the node, one that {@link #require} lets pass
   * @param which the array's place among the inputs
   * @param in what the node read, undefined unless {@link #needsInput}
   * @param out what it made, undefined unless {@link #needsOutput}
   * @param outGradient of what it made
   * @param inGradient of that array, overwritten
   */
  static void ofInput(
      Node node,
      int which,
      List<INDArray> in,
      INDArray out,
      INDArray outGradient,
      INDArray inGradient) {
    if (node instanceof Activate activate) {
      activate(activate, in.get(0), out, outGradient, inGradient);
    } else if (node instanceof Pool pool) {
      pool(pool, in.get(0), outGradient, inGradient);
    } else if (node instanceof GlobalPool pool) {
      globalPool(pool, in.get(0), outGradient, inGradient);
    } else if (node instanceof Combine) {
      if (isProduct(node)) {
        ImageOps.multiply(outGradient, in.get(1 - which), inGradient);
      } else {
        inGradient.assign(outGradient);
      }
    } else if (node instanceof ScaleChannels) {
      if (which == 0) {
        ImageGradients.scaledPicture(in.get(1), outGradient, inGradient);
      } else {
        ImageGradients.scaleFactors(in.get(0), outGradient, inGradient);
      }
    } else if (node instanceof Scale scale) {
      ImageOps.scale(outGradient, scale.factor(), 0, inGradient);
    } else if (node instanceof Pad pad) {
      ImageOps.crop(outGradient, pad.top(), pad.left(), inGradient);
    } else if (node instanceof SelectChannels select) {
      ImageGradients.selectChannels(select.from(), outGradient, inGradient);
    } else if (node instanceof Concatenate) {
      long from = in.subList(0, which).stream().mapToLong(a -> a.size(a.rank() - 1)).sum();
      ImageGradients.part(outGradient, from, inGradient);
    } else if (node instanceof Flatten) {
      unflatten(outGradient, inGradient);
    }
  }

  private static void activate(
      Activate node, INDArray in, INDArray out, INDArray outGradient, INDArray inGradient) {
    if (isRelu(node)) {
      ImageGradients.relu(out, outGradient, inGradient);
    } else {
      ImageGradients.activate(in, node.activation(), outGradient, inGradient);
    }
  }

  private static void globalPool(
      GlobalPool node, INDArray in, INDArray outGradient, INDArray inGradient) {
    Window window = Window.covering(in.size(1), in.size(2));
    INDArray pixel = outGradient.reshape('c', in.size(0), 1, 1, in.size(3));
    pool(new Pool(node.name(), node.input(), node.kind(), window, 0, false), in, pixel, inGradient);
  }

  private static void pool(Pool pool, INDArray in, INDArray outGradient, INDArray inGradient) {
    if (pool.kind() == Pool.Kind.MAX) {
      ImageGradients.maxPool(in, pool.window(), outGradient, inGradient);
    } else {
      ImageGradients.averagePool(in, pool.window(), pool.countsPadding(), outGradient, inGradient);
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
}
