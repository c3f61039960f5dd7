package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalises every channel by what training has measured; each array is [c].
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param mean the mean of every channel
 * @param variance the variance of every channel
 * @param gamma the factor after normalising
 * @param beta the shift after normalising
 * @param epsilon added to the variance
 */
public record BatchNormalise(
    String name,
    String input,
    INDArray mean,
    INDArray variance,
    INDArray gamma,
    INDArray beta,
    double epsilon)
    implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new BatchNormalise(name, others.get(0), mean, variance, gamma, beta, epsilon);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = shapes.get(0);
    Node.channels(this, mean.length(), in[in.length - 1]);
    return in;
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.batchNormalise(arrays.get(0), mean, variance, gamma, beta, epsilon, out);
  }

  @Override
  public boolean overwrites() {
    return true;
  }
}
