package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Repeats every pixel.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param height times a row is repeated
 * @param width times a column is repeated
 */
public record Upsample(String name, String input, int height, int width) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Upsample(name, others.get(0), height, width);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = Node.picture(this, shapes.get(0));
    return new long[] {in[0] * height, in[1] * width, in[2]};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.upsample(arrays.get(0), height, width, out);
  }
}
