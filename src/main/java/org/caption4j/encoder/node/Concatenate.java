package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lays the channels of several pictures of one size behind each other.
 *
 * @param name what comes out is called
 * @param inputs what goes in
 */
public record Concatenate(String name, List<String> inputs) implements Node {
  /** Copies the list. */
  public Concatenate {
    inputs = List.copyOf(inputs);
  }

  @Override
  public Node reading(List<String> others) {
    return new Concatenate(name, others);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] sum = shapes.get(0).clone();
    int last = sum.length - 1;
    for (long[] shape : shapes.subList(1, shapes.size())) {
      for (int axis = 0; axis < last; axis++) {
        if (shape[axis] != sum[axis]) {
          throw new IllegalArgumentException(
              name + ": pictures differ in size, " + sum[axis] + " and " + shape[axis]);
        }
      }
      sum[last] += shape[last];
    }
    return sum;
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.concatenate(arrays, out);
  }
}
