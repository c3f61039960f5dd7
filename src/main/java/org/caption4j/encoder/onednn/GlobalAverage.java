package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.onednn.Program.Argument;

/** The mean of each channel over all places. */
final class GlobalAverage implements Operator {
  private static final long[] ZERO = {0, 0};
  private static final long[] ONE = {1, 1};

  private final GlobalPool node;
  private Tensor in;

  /**
   * @param node an average
   */
  GlobalAverage(GlobalPool node) {
    this.node = node;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    in = inputs.get(0);
    return average(forward.program(), in);
  }

  /** Appends the mean of each channel of a picture; returns it as a vector. */
  static Tensor average(Program program, Tensor in) {
    long[] dims = {in.dims()[0], in.channels(), 1, 1};
    pooling_forward.primitive_desc description = description(program, in, dims);
    Tensor out = program.workspace().take(description.dst_desc(), dims);
    program.add(
        new pooling_forward(description),
        description,
        new Argument(dnnl.DNNL_ARG_SRC, in),
        new Argument(dnnl.DNNL_ARG_DST, out));
    return program.toVector(out);
  }

  private static pooling_forward.primitive_desc description(
      Program program, Tensor in, long[] dims) {
    return new pooling_forward.primitive_desc(
        OneDnn.engine(),
        dnnl.prop_kind.forward_training,
        dnnl.algorithm.pooling_avg_exclude_padding,
        in.layout(),
        program.workspace().desc(dims, ForwardPass.FLOAT, memory.format_tag.any),
        ONE,
        places(in),
        ZERO,
        ZERO,
        ZERO,
        program.attributes(),
        false);
  }

  private static long[] places(Tensor in) {
    return new long[] {in.dims()[2], in.dims()[3]};
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    Tensor picture = program.toPicture(gradient, in);
    Tensor out = backward.workspace().take(in.layout(), in.dims());
    pooling_backward.primitive_desc description =
        new pooling_backward.primitive_desc(
            OneDnn.engine(),
            dnnl.algorithm.pooling_avg_exclude_padding,
            in.layout(),
            picture.layout(),
            ONE,
            places(in),
            ZERO,
            ZERO,
            ZERO,
            backward.workspace().keep(description(program, in, picture.dims())),
            program.attributes(),
            false);
    program.add(
        new pooling_backward(description),
        description,
        new Argument(dnnl.DNNL_ARG_DIFF_DST, picture),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, out));
    backward.workspace().release(picture);
    backward.contribute(node.input(), out);
  }
}
