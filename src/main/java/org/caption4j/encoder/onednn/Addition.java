package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.Combine;

/** The sum of two pictures, as at the end of a residual block. */
final class Addition implements TrainableOperator {
  private final Combine node;

  /**
   * @param node a sum of two
   */
  Addition(Combine node) {
    this.node = node;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> in) {
    Program program = forward.program();
    Tensor first = in.get(0);
    Tensor second = program.in(first.layout(), in.get(1));
    Tensor out = forward.workspace().take(first.layout(), first.dims());
    program.binary(dnnl.algorithm.binary_add, first, second, out);
    program.releaseCopy(second, in.get(1));
    return out;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    for (String name : node.inputs()) {
      if (backward.needs(name)) {
        backward.workspace().share(gradient);
        backward.contribute(name, gradient);
      }
    }
  }
}
