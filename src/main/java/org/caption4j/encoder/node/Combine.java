package org.caption4j.encoder.node;

import java.util.Arrays;
import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Combines equal shapes number by number.
 *
 * @param name what comes out is called
 * @param inputs what goes in
 * @param operation how
 */
public record Combine(String name, List<String> inputs, Operation operation) implements Node {
  /** Copies the list. */
  public Combine {
    inputs = List.copyOf(inputs);
  }

  @Override
  public Node reading(List<String> others) {
    return new Combine(name, others, operation);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    for (long[] shape : shapes) {
      if (!Arrays.equals(shape, shapes.get(0))) {
        throw new IllegalArgumentException(
            name
                + ": inputs differ in shape, "
                + Arrays.toString(shapes.get(0))
                + " and "
                + Arrays.toString(shape));
      }
    }
    return shapes.get(0);
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    operation.apply(arrays.get(0), arrays.get(1), out);
    for (INDArray array : arrays.subList(2, arrays.size())) {
      operation.apply(out, array, out);
    }
    if (operation == Operation.AVERAGE) {
      ImageOps.scale(out, 1.0 / arrays.size(), 0, out);
    }
  }

  @Override
  public boolean overwrites() {
    return true;
  }

  /** What can be done with two numbers. */
  public enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    MAXIMUM,
    AVERAGE;

    private void apply(INDArray x, INDArray y, INDArray out) {
      switch (this) {
        case ADD, AVERAGE -> ImageOps.add(x, y, out);
        case SUBTRACT -> ImageOps.subtract(x, y, out);
        case MULTIPLY -> ImageOps.multiply(x, y, out);
        case MAXIMUM -> ImageOps.maximum(x, y, out);
      }
    }
  }
}
