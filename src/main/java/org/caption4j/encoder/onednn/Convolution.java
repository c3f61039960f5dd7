package org.caption4j.encoder.onednn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.caption4j.encoder.onednn.Program.Argument;

/** A convolution, depthwise or not. */
final class Convolution implements TrainableOperator {
  private final ConvolutionLayer layer;
  private final Optional<Elementwise> fused;
  private convolution_forward.primitive_desc description;
  private Tensor kernel;
  private Tensor in;

  /**
   * @param layer what is convolved with what
   */
  Convolution(ConvolutionLayer layer) {
    this(layer, Optional.empty());
  }

  private Convolution(ConvolutionLayer layer, Optional<Elementwise> fused) {
    this.layer = layer;
    this.fused = fused;
  }

  /** Returns the same convolution with an activation behind it, for inference. */
  Convolution followedBy(Elementwise activation) {
    return new Convolution(layer, Optional.of(activation));
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    Workspace workspace = forward.workspace();
    Tensor original = inputs.get(0);
    long[] dims = layer.out(original.dims());
    Sliding sliding = layer.sliding(original.dims());
    Tensor bias = workspace.bias(layer.bias(), layer.channels());
    description =
        workspace.keep(
            new convolution_forward.primitive_desc(
                OneDnn.engine(),
                forward.kind(),
                dnnl.algorithm.convolution_direct,
                workspace.any(original.dims()),
                workspace.any(layer.kernelDims()),
                bias.layout(),
                workspace.any(dims),
                sliding.strides(),
                sliding.dilation(),
                sliding.before(),
                sliding.after(),
                attributes(forward.program()),
                false));
    in = forward.program().in(description.src_desc(), original);
    kernel = layer.tensor(workspace, layer.kernel());
    Tensor out = workspace.take(description.dst_desc(), dims);
    forward
        .program()
        .add(
            new convolution_forward(description),
            description,
            new Argument(dnnl.DNNL_ARG_SRC, in),
            new Argument(dnnl.DNNL_ARG_WEIGHTS, forward.packed(kernel, description.weights_desc())),
            new Argument(dnnl.DNNL_ARG_BIAS, bias),
            new Argument(dnnl.DNNL_ARG_DST, out));
    if (forward.kind() == dnnl.prop_kind.forward_inference) {
      forward.program().releaseCopy(in, original);
    }
    return out;
  }

  private primitive_attr attributes(Program program) {
    if (fused.isEmpty()) {
      return program.attributes();
    }
    Elementwise function = fused.get();
    primitive_attr attributes = program.workspace().keep(OneDnn.attributes());
    post_ops operations = program.workspace().keep(new post_ops());
    operations.append_eltwise(function.function(), function.alpha(), function.beta());
    attributes.set_post_ops(operations);
    return attributes;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Sliding sliding = layer.sliding(in.dims());
    if (backward.needs(layer.input())) {
      byData(backward, gradient, sliding);
    }
    byWeights(backward, gradient, sliding);
  }

  private void byData(BackwardPass backward, Tensor gradient, Sliding sliding) {
    Program program = backward.program();
    Workspace workspace = backward.workspace();
    convolution_backward_data.primitive_desc back =
        new convolution_backward_data.primitive_desc(
            OneDnn.engine(),
            dnnl.algorithm.convolution_direct,
            workspace.any(in.dims()),
            workspace.any(layer.kernelDims()),
            workspace.any(gradient.dims()),
            sliding.strides(),
            sliding.dilation(),
            sliding.before(),
            sliding.after(),
            description,
            program.attributes(),
            false);
    Tensor packed = program.in(back.weights_desc(), kernel);
    Tensor same = program.in(back.diff_dst_desc(), gradient);
    Tensor out = workspace.take(back.diff_src_desc(), in.dims());
    program.add(
        new convolution_backward_data(back),
        back,
        new Argument(dnnl.DNNL_ARG_DIFF_DST, same),
        new Argument(dnnl.DNNL_ARG_WEIGHTS, packed),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, out));
    program.releaseCopy(packed, kernel);
    program.releaseCopy(same, gradient);
    backward.contribute(layer.input(), out);
  }

  private void byWeights(BackwardPass backward, Tensor gradient, Sliding sliding) {
    Program program = backward.program();
    Workspace workspace = backward.workspace();
    Tensor bias = workspace.bias(backward.weights(layer.name()).bias(), layer.channels());
    convolution_backward_weights.primitive_desc back =
        new convolution_backward_weights.primitive_desc(
            OneDnn.engine(),
            dnnl.algorithm.convolution_direct,
            workspace.any(in.dims()),
            workspace.any(layer.kernelDims()),
            bias.layout(),
            workspace.any(gradient.dims()),
            sliding.strides(),
            sliding.dilation(),
            sliding.before(),
            sliding.after(),
            description,
            program.attributes(),
            false);
    Tensor source = program.in(back.src_desc(), in);
    Tensor same = program.in(back.diff_dst_desc(), gradient);
    Tensor packed = workspace.take(back.diff_weights_desc(), layer.kernelDims());
    program.add(
        new convolution_backward_weights(back),
        back,
        new Argument(dnnl.DNNL_ARG_SRC, source),
        new Argument(dnnl.DNNL_ARG_DIFF_DST, same),
        new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, packed),
        new Argument(dnnl.DNNL_ARG_DIFF_BIAS, bias));
    program.reorder(packed, layer.tensor(workspace, backward.weights(layer.name()).weights()));
    workspace.release(packed);
    program.releaseCopy(source, in);
    program.releaseCopy(same, gradient);
  }
}
