package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multiplies a vector by a matrix and adds a bias.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param weights [i, o], often a transposed view
 * @param bias [o], or null
 */
public record Dense(String name, String input, INDArray weights, INDArray bias)
    implements WeightedNode {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Dense(name, others.get(0), weights, bias);
  }

  @Override
  public WeightedNode withWeights(INDArray otherWeights, INDArray otherBias) {
    return new Dense(name, input, otherWeights, otherBias);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = shapes.get(0);
    if (in.length != 1) {
      throw new IllegalArgumentException(name + ": takes a vector, found a picture");
    }
    Node.channels(this, weights.size(0), in[0]);
    return new long[] {weights.size(1)};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.dense(arrays.get(0), weights, bias, out);
  }
}
