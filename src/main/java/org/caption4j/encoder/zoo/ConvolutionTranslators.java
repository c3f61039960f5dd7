package org.caption4j.encoder.zoo;

import java.io.IOException;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.tensor.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions, plain, by channel, and both in turn. */
final class ConvolutionTranslators {
  private ConvolutionTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(ConvolutionLayer.class, ConvolutionTranslators::plain);
    registry.put(SeparableConvolution2D.class, ConvolutionTranslators::separable);
    registry.put(DepthwiseConvolution2D.class, ConvolutionTranslators::depthwise);
  }

  private static void plain(ConvolutionLayer layer, Step step, Translation to) throws IOException {
    int[] k = layer.getKernelSize();
    INDArray kernel = to.weight(step, "W", layer.getNOut(), layer.getNIn(), k[0], k[1]);
    String linear = Translation.beforeActivation(step, layer.getActivationFn());
    to.add(
        new Convolve(
            linear,
            step.input(),
            kernel,
            bias(layer, step, to, layer.getNOut()),
            window(step, layer)));
    to.activate(step, layer.getActivationFn());
  }

  private static void separable(SeparableConvolution2D layer, Step step, Translation to)
      throws IOException {
    int[] k = layer.getKernelSize();
    long each = layer.getDepthMultiplier();
    INDArray stored = to.weight(step, "W", each, layer.getNIn(), k[0], k[1]);
    INDArray kernel = stored.permute(2, 3, 1, 0).dup('c');
    INDArray points = to.weight(step, "pW", layer.getNOut(), layer.getNIn() * each, 1, 1);
    String deep = step.name() + "/depthwise";
    to.add(new ConvolveDepthwise(deep, step.input(), kernel, null, window(step, layer)));
    String linear = Translation.beforeActivation(step, layer.getActivationFn());
    INDArray bias = bias(layer, step, to, layer.getNOut());
    to.add(new Convolve(linear, deep, points, bias, Window.pixel()));
    to.activate(step, layer.getActivationFn());
  }

  private static void depthwise(DepthwiseConvolution2D layer, Step step, Translation to)
      throws IOException {
    int[] k = layer.getKernelSize();
    long each = layer.getDepthMultiplier();
    INDArray kernel = to.weight(step, "W", k[0], k[1], layer.getNIn(), each);
    INDArray bias = bias(layer, step, to, layer.getNIn() * each);
    String linear = Translation.beforeActivation(step, layer.getActivationFn());
    to.add(new ConvolveDepthwise(linear, step.input(), kernel, bias, window(step, layer)));
    to.activate(step, layer.getActivationFn());
  }

  private static INDArray bias(ConvolutionLayer layer, Step step, Translation to, long length)
      throws IOException {
    return layer.hasBias() ? to.weight(step, "b", length) : null;
  }

  private static Window window(Step step, ConvolutionLayer layer) {
    return window(
        step,
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding(),
        layer.getDilation(),
        layer.getConvolutionMode());
  }

  static Window window(
      Step step, int[] kernel, int[] stride, int[] pad, int[] dilation, ConvolutionMode mode) {
    if (mode == ConvolutionMode.Causal) {
      throw new UnsupportedLayerException(step.name(), step.part(), "with mode " + mode);
    }
    return new Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        pad[0],
        pad[1],
        dilation[0],
        dilation[1],
        mode == ConvolutionMode.Same);
  }
}
