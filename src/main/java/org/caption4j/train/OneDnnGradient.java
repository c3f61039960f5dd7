package org.caption4j.train;

import org.caption4j.encoder.onednn.TrainingProgram;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gradient in oneDNN.
 *
 * @param program the network, compiled
 * @param depth what is left out
 * @param photos in a batch
 */
record OneDnnGradient(TrainingProgram program, StochasticDepth depth, int photos)
    implements EncoderGradient {
  @Override
  public INDArray forward(INDArray batch, long seed) {
    return program.forward(batch, depth.factors(photos, seed));
  }

  @Override
  public void backward(INDArray gradientOfVectors) {
    program.backward(gradientOfVectors);
  }

  @Override
  public long bytes() {
    return program.bytes();
  }

  @Override
  public void close() {
    program.close();
  }
}
