package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies a function to every number.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param activation the function
 */
public record Activate(String name, String input, Activation activation) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Activate(name, others.get(0), activation);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return shapes.get(0);
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.activate(arrays.get(0), activation, out);
  }

  @Override
  public boolean overwrites() {
    return true;
  }
}
