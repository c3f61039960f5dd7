package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multiplies every number by one factor and adds one shift.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param factor the factor
 * @param shift the shift
 */
public record Scale(String name, String input, double factor, double shift) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Scale(name, others.get(0), factor, shift);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return shapes.get(0);
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.scale(arrays.get(0), factor, shift, out);
  }

  @Override
  public boolean overwrites() {
    return true;
  }
}
