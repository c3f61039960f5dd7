package org.caption4j.encoder.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the gradient of a layer's weights goes.
 *
 * @param weights float32, in the shape and layout of the layer's weights
 * @param bias in that of its bias; null if it has none
 */
public record WeightGradient(INDArray weights, INDArray bias) {}
