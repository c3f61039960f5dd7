package org.caption4j.encoder.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.ScaleChannels;

/** A picture times a factor for each channel, as at the end of squeeze-and-excite. */
final class ChannelScaling implements TrainableOperator {
  private final ScaleChannels node;
  private Tensor in;
  private Tensor factors;

  /**
   * @param node reads a picture and a vector
   */
  ChannelScaling(ScaleChannels node) {
    this.node = node;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    in = inputs.get(0);
    factors = inputs.get(1);
    Tensor out = forward.workspace().take(in.layout(), in.dims());
    multiply(forward.program(), in, out);
    return out;
  }

  private void multiply(Program program, Tensor picture, Tensor out) {
    Tensor wide = program.toPicture(factors, picture);
    program.binary(dnnl.algorithm.binary_mul, picture, wide, out);
    program.workspace().release(wide);
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    Program program = backward.program();
    Workspace workspace = backward.workspace();
    Tensor same = program.in(in.layout(), gradient);
    if (backward.needs(node.inputs().get(1))) {
      Tensor product = workspace.take(in.layout(), in.dims());
      program.binary(dnnl.algorithm.binary_mul, same, in, product);
      Tensor mean = GlobalAverage.average(program, node.name(), product);
      workspace.release(product);
      Tensor sum = workspace.take(mean.layout(), mean.dims());
      program.scale(mean, (float) (in.dims()[2] * in.dims()[3]), sum);
      workspace.release(mean);
      backward.contribute(node.inputs().get(1), sum);
    }
    if (backward.needs(node.inputs().get(0))) {
      Tensor out = workspace.take(in.layout(), in.dims());
      multiply(program, same, out);
      backward.contribute(node.inputs().get(0), out);
    }
    program.releaseCopy(same, gradient);
  }
}
