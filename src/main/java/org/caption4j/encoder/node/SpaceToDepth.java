package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves square blocks of pixels into channels.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param block rows and columns of a block
 */
public record SpaceToDepth(String name, String input, int block) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new SpaceToDepth(name, others.get(0), block);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = Node.picture(this, shapes.get(0));
    return new long[] {in[0] / block, in[1] / block, in[2] * block * block};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.spaceToDepth(arrays.get(0), block, out);
  }
}
