package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.onednn.Program.Argument;

/** An activation function by itself. */
final class ElementwiseOperator implements TrainableOperator {
  private final Activate node;
  private final Elementwise activation;
  private Tensor in;
  private eltwise_forward.primitive_desc description;

  /**
   * @param node the activation
   * @param activation its counterpart
   */
  ElementwiseOperator(Activate node, Elementwise activation) {
    this.node = node;
    this.activation = activation;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    in = inputs.get(0);
    Tensor out = forward.workspace().take(in.layout(), in.dims());
    description =
        new eltwise_forward.primitive_desc(
            OneDnn.engine(),
            forward.kind(),
            activation.function(),
            in.layout(),
            in.layout(),
            activation.alpha(),
            activation.beta(),
            forward.program().attributes(),
            false);
    forward
        .program()
        .add(
            new eltwise_forward(description),
            description,
            new Argument(dnnl.DNNL_ARG_SRC, in),
            new Argument(dnnl.DNNL_ARG_DST, out));
    return out;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    Tensor same = program.in(in.layout(), gradient);
    Tensor out = backward.workspace().take(in.layout(), in.dims());
    eltwise_backward.primitive_desc back =
        new eltwise_backward.primitive_desc(
            OneDnn.engine(),
            activation.function(),
            in.layout(),
            in.layout(),
            in.layout(),
            activation.alpha(),
            activation.beta(),
            description,
            program.attributes(),
            false);
    program.add(
        new eltwise_backward(back),
        back,
        new Argument(dnnl.DNNL_ARG_SRC, in),
        new Argument(dnnl.DNNL_ARG_DIFF_DST, same),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, out));
    program.releaseCopy(same, gradient);
    backward.contribute(node.input(), out);
  }
}
