package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes some of a picture's channels, or some of a vector's numbers.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param from the first channel
 * @param to the channel behind the last
 */
public record SelectChannels(String name, String input, int from, int to) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new SelectChannels(name, others.get(0), from, to);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] shape = shapes.get(0).clone();
    int last = shape.length - 1;
    if (from < 0 || from >= to || to > shape[last]) {
      throw new IllegalArgumentException(
          "%s: takes channels %d to %d, found %d channels".formatted(name, from, to, shape[last]));
    }
    shape[last] = (long) to - from;
    return shape;
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.selectChannels(arrays.get(0), from, out);
  }
}
