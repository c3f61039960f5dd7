package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Divides by the neighbouring channels' activity (local response normalisation).
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param reach neighbours on either side
 * @param k the constant below the line
 * @param alpha the weight of the squares
 * @param beta the exponent
 */
public record NormaliseAcrossChannels(
    String name, String input, int reach, double k, double alpha, double beta) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new NormaliseAcrossChannels(name, others.get(0), reach, k, alpha, beta);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return Node.picture(this, shapes.get(0));
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.normaliseAcrossChannels(arrays.get(0), reach, k, alpha, beta, out);
  }
}
