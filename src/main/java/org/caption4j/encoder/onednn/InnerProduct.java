package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.onednn.Program.Argument;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fully connected layer. */
final class InnerProduct implements TrainableOperator {
  private final Dense node;
  private final long[] dims;
  private inner_product_forward.primitive_desc description;
  private Tensor matrix;
  private Tensor in;

  /**
   * @param node whose weights are [in, out], in whatever order
   */
  InnerProduct(Dense node) {
    this.node = node;
    this.dims = new long[] {node.weights().size(1), node.weights().size(0)};
  }

  private Tensor tensor(Workspace workspace, INDArray weights) {
    memory.desc layout = workspace.strided(dims, weights.stride(1), weights.stride(0));
    return workspace.over(weights, layout, dims);
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    Workspace workspace = forward.workspace();
    in = inputs.get(0);
    long[] outDims = {in.dims()[0], dims[0]};
    Tensor bias = workspace.bias(node.bias(), dims[0]);
    description =
        workspace.keep(
            new inner_product_forward.primitive_desc(
                OneDnn.engine(),
                forward.kind(),
                in.layout(),
                workspace.any(dims),
                bias.layout(),
                workspace.plain(outDims),
                forward.program().attributes(),
                false));
    matrix = tensor(workspace, node.weights());
    Tensor out = workspace.take(description.dst_desc(), outDims);
    forward
        .program()
        .add(
            new inner_product_forward(description),
            description,
            new Argument(dnnl.DNNL_ARG_SRC, in),
            new Argument(dnnl.DNNL_ARG_WEIGHTS, forward.packed(matrix, description.weights_desc())),
            new Argument(dnnl.DNNL_ARG_BIAS, bias),
            new Argument(dnnl.DNNL_ARG_DST, out));
    return out;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    if (backward.needs(node.input())) {
      byData(backward, gradient);
    }
    byWeights(backward, gradient);
  }

  private void byData(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    inner_product_backward_data.primitive_desc back =
        new inner_product_backward_data.primitive_desc(
            OneDnn.engine(),
            in.layout(),
            backward.workspace().any(dims),
            gradient.layout(),
            description,
            program.attributes(),
            false);
    Tensor packed = program.in(back.weights_desc(), matrix);
    Tensor out = backward.workspace().take(in.layout(), in.dims());
    program.add(
        new inner_product_backward_data(back),
        back,
        new Argument(dnnl.DNNL_ARG_DIFF_DST, gradient),
        new Argument(dnnl.DNNL_ARG_WEIGHTS, packed),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, out));
    program.releaseCopy(packed, matrix);
    backward.contribute(node.input(), out);
  }

  private void byWeights(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    Workspace workspace = backward.workspace();
    Tensor bias = workspace.bias(backward.weights(node.name()).bias(), dims[0]);
    inner_product_backward_weights.primitive_desc back =
        new inner_product_backward_weights.primitive_desc(
            OneDnn.engine(),
            in.layout(),
            workspace.any(dims),
            bias.layout(),
            gradient.layout(),
            description,
            program.attributes(),
            false);
    Tensor packed = workspace.take(back.diff_weights_desc(), dims);
    program.add(
        new inner_product_backward_weights(back),
        back,
        new Argument(dnnl.DNNL_ARG_SRC, in),
        new Argument(dnnl.DNNL_ARG_DIFF_DST, gradient),
        new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, packed),
        new Argument(dnnl.DNNL_ARG_DIFF_BIAS, bias));
    program.reorder(packed, tensor(workspace, backward.weights(node.name()).weights()));
    workspace.release(packed);
  }
}
