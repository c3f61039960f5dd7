package org.caption4j.encoder.onednn;

import org.bytedeco.dnnl.memory;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution as oneDNN describes it: a depthwise one has a group for each channel.
 *
 * @param name of the layer
 * @param input what it reads
 * @param kernel weights in the node's layout
 * @param bias [o], or null
 * @param window how the kernel slides
 * @param kernelDims {o, i, kh, kw}, or {groups, o, i, kh, kw} of each group
 * @param kernelStrides distances between neighbours in the node's layout
 * @param channels o of all groups
 */
record ConvolutionLayer(
    String name,
    String input,
    INDArray kernel,
    INDArray bias,
    Window window,
    long[] kernelDims,
    long[] kernelStrides,
    long channels) {
  /** Returns the layer of a {@link Convolve} or {@link ConvolveDepthwise}. */
  static ConvolutionLayer of(Node node) {
    if (node instanceof Convolve layer) {
      long[] shape = layer.kernel().shape();
      return new ConvolutionLayer(
          layer.name(),
          layer.input(),
          layer.kernel(),
          layer.bias(),
          layer.window(),
          shape,
          new long[] {shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1},
          shape[0]);
    }
    ConvolveDepthwise layer = (ConvolveDepthwise) node;
    long[] shape = layer.kernel().shape();
    long each = shape[3];
    long all = shape[2] * each;
    return new ConvolutionLayer(
        layer.name(),
        layer.input(),
        layer.kernel(),
        layer.bias(),
        layer.window(),
        new long[] {shape[2], each, 1, shape[0], shape[1]},
        new long[] {each, 1, 1, shape[1] * all, all},
        all);
  }

  /** Returns weights, or their gradient, in the node's layout. */
  Tensor tensor(Workspace workspace, INDArray weights) {
    memory.desc layout = workspace.strided(kernelDims, kernelStrides);
    return workspace.over(weights, layout, kernelDims);
  }

  /** Returns {n, o, h', w'} for {n, i, h, w}. */
  long[] out(long[] in) {
    return new long[] {in[0], channels, window.outputHeight(in[2]), window.outputWidth(in[3])};
  }

  /** Returns how the kernel slides over {n, i, h, w}. */
  Sliding sliding(long[] in) {
    return Sliding.of(window, in);
  }
}
