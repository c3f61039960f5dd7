package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a vector of a picture in the order channel, row, column, in which weights after it are
 * stored. The few numbers of the picture are moved, not the large matrix behind it.
 *
 * @param name what comes out is called
 * @param input what goes in
 */
public record Flatten(String name, String input) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Flatten(name, others.get(0));
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long length = 1;
    for (long dimension : shapes.get(0)) {
      length *= dimension;
    }
    return new long[] {length};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    INDArray in = arrays.get(0);
    if (in.rank() == 2) {
      out.assign(in);
      return;
    }
    ImageOps.toChannelsFirst(in, out.reshape('c', in.size(0), in.size(3), in.size(1), in.size(2)));
  }
}
