package org.caption4j.encoder;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way back from a network that was trained to a file of its weights: which of the parameters
 * that the network once read became which of its arrays.
 *
 * <p>A normalisation that was folded into a convolution is written as one that does nothing but
 * shift, behind the convolution's kernel as it is now.
 */
final class StoredWeights {
  private final Map<String, INDArray> parameters;
  private final Map<String, Node> original = new HashMap<>();

  /**
   * @param network as it read its parameters
   * @param parameters those, as {@code layer/parameter}
   */
  StoredWeights(Network network, Map<String, INDArray> parameters) {
    this.parameters = parameters;
    network.nodes().forEach(node -> original.put(node.name(), node));
  }

  /**
   * Returns all parameters, those of changed layers as they are now.
   *
   * @param trained the network after rewrites that leave the result as it is, its layers perhaps
   *     with other weights
   * @throws IllegalArgumentException if a changed layer's weights are not among the parameters
   */
  Map<String, INDArray> of(Network trained) {
    Map<String, INDArray> result = new LinkedHashMap<>(parameters);
    for (Node node : trained.nodes()) {
      Node before = original.get(node.name());
      if (node instanceof WeightedNode now && before instanceof WeightedNode then) {
        put(now.name(), then.weights(), now.weights(), result);
        put(now.name(), then.bias(), now.bias(), result);
      } else if (node instanceof Convolve now && before instanceof BatchNormalise norm) {
        unfold(now, norm, result);
      }
    }
    return result;
  }

  private void unfold(Convolve now, BatchNormalise norm, Map<String, INDArray> result) {
    Convolve then = (Convolve) original.get(norm.input());
    put(now.name(), then.kernel(), now.kernel(), result);
    if (then.bias() != null) {
      put(now.name(), then.bias(), then.bias().mul(0), result);
    }
    put(now.name(), norm.mean(), norm.mean().mul(0), result);
    put(now.name(), norm.variance(), norm.variance().mul(0).addi(1), result);
    double gamma = Math.sqrt(1 + norm.epsilon());
    put(now.name(), norm.gamma(), norm.gamma().mul(0).addi(gamma), result);
    put(now.name(), norm.beta(), now.bias(), result);
  }

  private void put(String layer, INDArray then, INDArray now, Map<String, INDArray> result) {
    if (then == now) {
      return;
    }
    for (Map.Entry<String, INDArray> parameter : parameters.entrySet()) {
      if (parameter.getValue() == then) {
        result.put(parameter.getKey(), now);
        return;
      }
    }
    throw new IllegalArgumentException(
        layer + " cannot be fine-tuned: it made its weights of several in the file");
  }
}
