package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes one number of every channel.
 *
 * @param name what comes out is called
 * @param input what goes in
 * @param kind which number
 * @param p the norm's order, for {@link Pool.Kind#NORM}
 */
public record GlobalPool(String name, String input, Pool.Kind kind, int p) implements Node {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Node reading(List<String> others) {
    return new GlobalPool(name, others.get(0), kind, p);
  }

  @Override
  public long[] shape(List<long[]> shapes) {
    return new long[] {Node.picture(this, shapes.get(0))[2]};
  }

  @Override
  public void run(List<INDArray> arrays, INDArray out) {
    INDArray in = arrays.get(0);
    Window all = Window.covering(in.size(1), in.size(2));
    kind.run(in, all, p, false, out.reshape('c', in.size(0), 1, 1, in.size(3)));
  }
}
