package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.onednn.Program.Argument;
import org.caption4j.tensor.Window;

/** The greatest number or the mean under a window. */
final class Pooling implements Operator {
  private final Pool node;
  private pooling_forward.primitive_desc description;
  private Tensor in;
  private Tensor places;

  /**
   * @param node a maximum or an average
   */
  Pooling(Pool node) {
    this.node = node;
  }

  private dnnl.algorithm algorithm() {
    if (node.kind() == Pool.Kind.MAX) {
      return dnnl.algorithm.pooling_max;
    }
    return node.countsPadding()
        ? dnnl.algorithm.pooling_avg_include_padding
        : dnnl.algorithm.pooling_avg_exclude_padding;
  }

  private long[] kernel() {
    return new long[] {node.window().kernelHeight(), node.window().kernelWidth()};
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    in = inputs.get(0);
    Window window = node.window();
    long[] dims = {
      in.dims()[0],
      in.channels(),
      window.outputHeight(in.dims()[2]),
      window.outputWidth(in.dims()[3])
    };
    Sliding sliding = Sliding.of(window, in.dims());
    description =
        forward
            .workspace()
            .keep(
                new pooling_forward.primitive_desc(
                    OneDnn.engine(),
                    forward.kind(),
                    algorithm(),
                    in.layout(),
                    forward.any(dims),
                    sliding.strides(),
                    kernel(),
                    sliding.dilation(),
                    sliding.before(),
                    sliding.after(),
                    forward.program().attributes(),
                    false));
    Tensor out = forward.workspace().take(description.dst_desc(), dims);
    memory.desc chosen = description.workspace_desc();
    if (chosen.is_zero()) {
      forward
          .program()
          .add(
              new pooling_forward(description),
              description,
              new Argument(dnnl.DNNL_ARG_SRC, in),
              new Argument(dnnl.DNNL_ARG_DST, out));
    } else {
      places = forward.workspace().take(chosen, dims);
      forward
          .program()
          .add(
              new pooling_forward(description),
              description,
              new Argument(dnnl.DNNL_ARG_SRC, in),
              new Argument(dnnl.DNNL_ARG_DST, out),
              new Argument(dnnl.DNNL_ARG_WORKSPACE, places));
    }
    return out;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    Sliding sliding = Sliding.of(node.window(), in.dims());
    Tensor same = program.in(description.dst_desc(), gradient);
    Tensor out = backward.workspace().take(in.layout(), in.dims());
    pooling_backward.primitive_desc back =
        new pooling_backward.primitive_desc(
            OneDnn.engine(),
            algorithm(),
            in.layout(),
            same.layout(),
            sliding.strides(),
            kernel(),
            sliding.dilation(),
            sliding.before(),
            sliding.after(),
            description,
            program.attributes(),
            false);
    Argument from = new Argument(dnnl.DNNL_ARG_DIFF_DST, same);
    Argument to = new Argument(dnnl.DNNL_ARG_DIFF_SRC, out);
    if (places == null) {
      program.add(new pooling_backward(back), back, from, to);
    } else {
      program.add(
          new pooling_backward(back),
          back,
          from,
          new Argument(dnnl.DNNL_ARG_WORKSPACE, places),
          to);
    }
    program.releaseCopy(same, gradient);
    backward.contribute(node.input(), out);
  }
}
