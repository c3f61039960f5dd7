package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cuts away the rims of a picture.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param top rows cut away above
 * @param bottom rows cut away below
 * @param left columns cut away left
 * @param right columns cut away right
 */
public record Crop(String name, String input, int top, int bottom, int left, int right)
    implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Crop(name, others.get(0), top, bottom, left, right);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = Node.picture(this, shapes.get(0));
    long height = in[0] - top - bottom;
    long width = in[1] - left - right;
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(name + ": nothing is left of the picture");
    }
    return new long[] {height, width, in[2]};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.crop(arrays.get(0), top, left, out);
  }
}
