package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Divides a vector by its length.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param epsilon the least length divided by
 */
public record L2Normalise(String name, String input, double epsilon) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new L2Normalise(name, others.get(0), epsilon);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return shapes.get(0);
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.normaliseRows(arrays.get(0), epsilon, out);
  }
}
