package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Pool;
import org.caption4j.tensor.Window;

/** The mean of each channel over all places. */
final class GlobalAverage implements TrainableOperator {
  private final GlobalPool node;
  private Tensor in;
  private Pooling pooling;

  /**
   * @param node an average
   */
  GlobalAverage(GlobalPool node) {
    this.node = node;
  }

  private static Pooling over(String name, String input, Tensor picture) {
    Window all = Window.covering(picture.dims()[2], picture.dims()[3]);
    return new Pooling(new Pool(name, input, Pool.Kind.AVERAGE, all, 0, false));
  }

  /** Appends the mean of each channel of a picture, of which no gradient is needed. */
  static Tensor average(Program program, String name, Tensor picture) {
    Pooling pooling = over(name, name, picture);
    return program.toVector(pooling.forward(program, dnnl.prop_kind.forward_inference, picture));
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    in = inputs.get(0);
    pooling = over(node.name(), node.input(), in);
    return forward.program().toVector(pooling.forward(forward, inputs));
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Tensor picture = backward.program().toPicture(gradient, in);
    pooling.backward(backward, picture);
    backward.workspace().release(picture);
  }
}
