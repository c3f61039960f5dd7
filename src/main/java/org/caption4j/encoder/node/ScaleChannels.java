package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multiplies every channel of a picture by a number of its own: the excitation of a
 * squeeze-and-excitation block (Hu et al. 2018).
 *
 * @param name what comes out is called
 * @param inputs a picture {h, w, c}, and a vector {c}
 */
public record ScaleChannels(String name, List<String> inputs) implements Node {
  /** Copies the list. */
  public ScaleChannels {
    inputs = List.copyOf(inputs);
  }

  @Override
  public Node reading(List<String> others) {
    return new ScaleChannels(name, others);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] picture = Node.picture(this, shapes.get(0));
    if (shapes.get(1).length != 1) {
      throw new IllegalArgumentException(name + ": takes a vector of factors, found a picture");
    }
    Node.channels(this, picture[2], shapes.get(1)[0]);
    return picture;
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.scaleChannels(arrays.get(0), arrays.get(1), out);
  }

  @Override
  public boolean overwrites() {
    return true;
  }
}
