package org.caption4j.encoder.node;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A node with weights that can be trained. */
public sealed interface WeightedNode extends Node permits Convolve, ConvolveDepthwise, Dense {
  /** Returns the kernel or matrix, in the node's own layout. */
  INDArray weights();

  /** Returns the bias, [o], or null. */
  INDArray bias();

  /**
   * Returns the same node with other numbers.
   *
   * @param weights of the same shape
   * @param bias of the same shape, or null
   */
  WeightedNode withWeights(INDArray weights, INDArray bias);
}
