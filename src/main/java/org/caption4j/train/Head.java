package org.caption4j.train;

import java.util.List;
import org.caption4j.encoder.node.Dense;
import org.caption4j.tensor.ImageGradients;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix from a student's vectors to one of its teacher's opinions, in training. */
final class Head implements AutoCloseable {
  private final Dense layer;
  private final FlatWeights gradient;
  private final INDArray out;
  private final INDArray inGradient;

  /**
   * @param layer the matrix [d, m] and its bias [m], views of the weights
   * @param gradient has the layer's; overwritten by {@link #backward}
   * @param batch photos a step
   */
  Head(Dense layer, FlatWeights gradient, int batch) {
    this.layer = layer;
    this.gradient = gradient;
    out = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, layer.weights().size(1));
    inGradient = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, layer.weights().size(0));
  }

  /**
   * Computes.
   *
   * @param vectors [n, d]
   * @return [n, m], overwritten by the next batch; the caller may, too
   */
  INDArray forward(INDArray vectors) {
    layer.run(List.of(vectors), out);
    return out;
  }

  /**
   * Computes the gradients.
   *
   * @param vectors [n, d], what went in
   * @param outGradient [n, m]
   * @return [n, d], how the loss changes with the vectors; overwritten by the next batch
   */
  INDArray backward(INDArray vectors, INDArray outGradient) {
    ImageGradients.denseInput(layer.weights(), outGradient, inGradient);
    ImageGradients.denseWeights(vectors, outGradient, gradient.weights(layer.name()));
    ImageGradients.bias(outGradient, gradient.bias(layer.name()));
    return inGradient;
  }

  @Override
  public void close() {
    out.close();
    inGradient.close();
  }
}
