package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolves.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param kernel [o, i, kh, kw]
 * @param bias [o], or null
 * @param window how the kernel slides
 */
public record Convolve(String name, String input, INDArray kernel, INDArray bias, Window window)
    implements WeightedNode {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Convolve(name, others.get(0), kernel, bias, window);
  }

  @Override
  public INDArray weights() {
    return kernel;
  }

  @Override
  public WeightedNode withWeights(INDArray otherKernel, INDArray otherBias) {
    return new Convolve(name, input, otherKernel, otherBias, window);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = Node.picture(this, shapes.get(0));
    Node.channels(this, kernel.size(1), in[2]);
    return Node.under(this, window, in, kernel.size(0));
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.convolve(arrays.get(0), kernel, bias, window, out);
  }
}
