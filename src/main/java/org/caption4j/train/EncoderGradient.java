package org.caption4j.train;

import java.util.HashMap;
import java.util.Map;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.onednn.Graph;
import org.caption4j.encoder.onednn.TrainingProgram;
import org.caption4j.encoder.onednn.WeightGradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs an encoder forwards, keeping what its gradient needs, and backwards, for how a loss changes
 * with its trained weights.
 */
public interface EncoderGradient extends AutoCloseable {
  /**
   * Runs the encoder with some of its residual branches left out.
   *
   * @param batch [n, c, h, w], of the size and number announced
   * @param seed draws what is left out
   * @return [n, d]; overwritten by {@link #backward} and by the next batch
   * @throws IllegalArgumentException if the photos are of another shape
   */
  INDArray forward(INDArray batch, long seed);

  /**
   * Computes the gradient of the weights, for the batch that ran last; once a batch.
   *
   * @param gradientOfVectors [n, d], how the loss changes with the vectors
   */
  void backward(INDArray gradientOfVectors);

  /** Returns the bytes that results and their gradients take. */
  long bytes();

  @Override
  void close();

  /**
   * Returns the fastest for a network: oneDNN's, or ND4J's where oneDNN cannot compute it. Nothing
   * is left out.
   *
   * @param network any network
   * @param gradient overwritten; its layers are those that are trained
   * @param photos {n, h, w, c} of the batches to come
   * @throws IllegalArgumentException if the network cannot take such photos, or if a node behind
   *     the first trained layer has no gradient or has weights and is not trained
   */
  static EncoderGradient of(Network network, FlatWeights gradient, long... photos) {
    return of(network, gradient, StochasticDepth.NONE, photos);
  }

  /**
   * Returns the fastest for a network: oneDNN's, or ND4J's where oneDNN cannot compute it.
   *
   * @param network any network
   * @param gradient overwritten; its layers are those that are trained
   * @param depth what {@link #forward} leaves out
   * @param photos {n, h, w, c} of the batches to come
   * @throws IllegalArgumentException if the network cannot take such photos, or if a node behind
   *     the first trained layer has no gradient or has weights and is not trained
   */
  static EncoderGradient of(
      Network network, FlatWeights gradient, StochasticDepth depth, long... photos) {
    Graph graph =
        new Graph(
            network.input(),
            network.nodes(),
            network.output(),
            network.shapes(photos[1], photos[2], photos[3]));
    Map<String, WeightGradient> gradients = new HashMap<>();
    network.weightedNodes().stream()
        .filter(layer -> gradient.weights(layer.name()) != null)
        .forEach(
            layer ->
                gradients.put(
                    layer.name(),
                    new WeightGradient(
                        gradient.weights(layer.name()), gradient.bias(layer.name()))));
    if (gradient.flat().dataType() != DataType.FLOAT
        || !TrainingProgram.canTrain(graph, gradients.keySet())) {
      return new NetworkGradient(network, gradient, depth, photos);
    }
    return new OneDnnGradient(
        new TrainingProgram(graph, gradients, depth.rates().keySet(), photos[0]),
        depth,
        (int) photos[0]);
  }
}
