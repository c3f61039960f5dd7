package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts zeros around a picture.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param top rows added above
 * @param bottom rows added below
 * @param left columns added left
 * @param right columns added right
 */
public record Pad(String name, String input, int top, int bottom, int left, int right)
    implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new Pad(name, others.get(0), top, bottom, left, right);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    long[] in = Node.picture(this, shapes.get(0));
    return new long[] {in[0] + top + bottom, in[1] + left + right, in[2]};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    ImageOps.pad(arrays.get(0), top, bottom, left, right, out);
  }
}
