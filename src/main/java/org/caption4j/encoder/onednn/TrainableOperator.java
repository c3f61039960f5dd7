package org.caption4j.encoder.onednn;

/** A node whose gradients are known in oneDNN. */
interface TrainableOperator extends Operator {
  /**
   * Appends what computes the gradients of a loss by what the node reads, and by its weights; after
   * {@link #forward}.
   *
   * @param backward where the primitives go, and the gradients
   * @param gradient of the loss by the node's result; stays as it is
   */
  void backward(BackwardPass backward, Tensor gradient);
}
