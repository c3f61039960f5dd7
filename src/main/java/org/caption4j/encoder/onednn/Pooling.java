package org.caption4j.encoder.onednn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.onednn.Program.Argument;
import org.caption4j.tensor.Window;

/** The greatest number or the mean under a window. */
final class Pooling implements TrainableOperator {
  private final Pool node;
  private pooling_forward.primitive_desc description;
  private Tensor in;
  private Optional<Tensor> places = Optional.empty();

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
    return forward(forward.program(), forward.kind(), inputs.get(0));
  }

  /**
   * Appends the way forwards.
   *
   * @param program where the primitives go
   * @param kind forward_training or forward_inference
   * @param picture what is read
   */
  Tensor forward(Program program, dnnl.prop_kind kind, Tensor picture) {
    in = picture;
    Workspace workspace = program.workspace();
    Window window = node.window();
    long[] dims = {
      in.dims()[0],
      in.channels(),
      window.outputHeight(in.dims()[2]),
      window.outputWidth(in.dims()[3])
    };
    Sliding sliding = Sliding.of(window, in.dims());
    description =
        workspace.keep(
            new pooling_forward.primitive_desc(
                OneDnn.engine(),
                kind,
                algorithm(),
                in.layout(),
                workspace.any(dims),
                sliding.strides(),
                kernel(),
                sliding.dilation(),
                sliding.before(),
                sliding.after(),
                program.attributes(),
                false));
    Tensor out = workspace.take(description.dst_desc(), dims);
    memory.desc chosen = description.workspace_desc();
    places = chosen.is_zero() ? Optional.empty() : Optional.of(workspace.take(chosen, dims));
    program.add(
        new pooling_forward(description),
        description,
        withPlaces(new Argument(dnnl.DNNL_ARG_SRC, in), new Argument(dnnl.DNNL_ARG_DST, out)));
    return out;
  }

  /** Adds where each maximum was, if that is kept. */
  private Argument[] withPlaces(Argument... arguments) {
    return Stream.concat(
            Stream.of(arguments),
            places.stream().map(kept -> new Argument(dnnl.DNNL_ARG_WORKSPACE, kept)))
        .toArray(Argument[]::new);
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
    program.add(
        new pooling_backward(back),
        back,
        withPlaces(
            new Argument(dnnl.DNNL_ARG_DIFF_DST, same), new Argument(dnnl.DNNL_ARG_DIFF_SRC, out)));
    program.releaseCopy(same, gradient);
    backward.contribute(node.input(), out);
  }
}
