package org.caption4j.encoder.onednn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.caption4j.encoder.node.BatchNormalise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A factor and a shift for each channel, in networks that are no longer normalised by batches. */
final class Normalisation implements Operator {
  private final BatchNormalise node;

  /**
   * @param node with mean, variance, gamma and beta as they are from now on
   */
  Normalisation(BatchNormalise node) {
    this.node = node;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> inputs) {
    Tensor in = inputs.get(0);
    int channels = (int) in.channels();
    float[] factors = new float[channels];
    float[] shifts = new float[channels];
    for (int c = 0; c < channels; c++) {
      double deviation = Math.sqrt(node.variance().getDouble(c) + node.epsilon());
      double factor = number(node.gamma(), c, 1) / deviation;
      factors[c] = (float) factor;
      shifts[c] = (float) (number(node.beta(), c, 0) - node.mean().getDouble(c) * factor);
    }
    Tensor scaled = forward.workspace().take(in.layout(), in.dims());
    Tensor out = forward.workspace().take(in.layout(), in.dims());
    Program program = forward.program();
    program.binary(dnnl.algorithm.binary_mul, in, constant(forward, in, factors), scaled);
    program.binary(dnnl.algorithm.binary_add, scaled, constant(forward, in, shifts), out);
    forward.workspace().release(scaled);
    return out;
  }

  private static double number(INDArray array, int channel, double otherwise) {
    return array == null ? otherwise : array.getDouble(channel);
  }

  private static Tensor constant(ForwardPass forward, Tensor like, float[] numbers) {
    long[] dims = new long[like.dims().length];
    Arrays.fill(dims, 1);
    dims[1] = numbers.length;
    Tensor tensor = forward.workspace().lasting(forward.workspace().plain(dims), dims);
    new FloatPointer(tensor.data().get_data_handle()).put(numbers);
    return tensor;
  }
}
