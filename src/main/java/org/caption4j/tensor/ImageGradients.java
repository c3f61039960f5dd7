package org.caption4j.tensor;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of {@link ImageOps}, for networks that are trained: given how a loss changes with
 * what came out, how it changes with what went in.
 *
 * <p>Pictures are of shape [n, h, w, c], float32, or double to check gradients. Every method writes
 * over arrays that the caller made.
 */
public final class ImageGradients {
  private ImageGradients() {}

  /**
   * Of {@link ImageOps#convolve}.
   *
   * @param x [n, h, w, i], what went in
   * @param kernel [o, i, kh, kw]
   * @param bias [o], or null
   * @param window how the kernel slid
   * @param outGradient [n, h', w', o]
   * @param xGradient like {@code x}, overwritten, as are the two that follow
   * @param kernelGradient like {@code kernel}
   * @param biasGradient like {@code bias}; null where that is
   */
  public static void convolve(
      INDArray x,
      INDArray kernel,
      INDArray bias,
      Window window,
      INDArray outGradient,
      INDArray xGradient,
      INDArray kernelGradient,
      INDArray biasGradient) {
    if (window.isPixel()) {
      INDArray rows = Pictures.pixels(outGradient);
      Gemm.multiply(rows, Pictures.matrix(kernel), Pictures.pixels(xGradient));
      Gemm.multiplyTransposedLeft(rows, Pictures.pixels(x), Pictures.matrix(kernelGradient));
      if (bias != null) {
        bias(rows, biasGradient);
      }
      return;
    }
    if (window.isDilated()) {
      try (INDArray spread = DilatedKernel.OIHW.spread(kernel, window);
          INDArray spreadGradient = DilatedKernel.OIHW.zeros(kernel, window)) {
        Window wide = window.spread();
        convolve(x, spread, bias, wide, outGradient, xGradient, spreadGradient, biasGradient);
        DilatedKernel.OIHW.gather(spreadGradient, window, kernelGradient);
      }
      return;
    }
    INDArray[] in = {x, kernel, outGradient};
    INDArray[] out = {xGradient, kernelGradient};
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(bias == null ? in : new INDArray[] {x, kernel, bias, outGradient})
            .addOutputs(
                bias == null ? out : new INDArray[] {xGradient, kernelGradient, biasGradient})
            .addIntegerArguments(ImageOps.sliding(window, ImageOps.NHWC, ImageOps.KERNEL_OIHW))
            .build());
  }

  /**
   * Of {@link ImageOps#convolveDepthwise}.
   *
   * @param x [n, h, w, i], what went in
   * @param kernel [kh, kw, i, m]
   * @param bias [i*m], or null
   * @param window how the kernel slid
   * @param outGradient [n, h', w', i*m]
   * @param xGradient like {@code x}, overwritten, as are the two that follow
   * @param kernelGradient like {@code kernel}
   * @param biasGradient like {@code bias}; null where that is
   */
  public static void convolveDepthwise(
      INDArray x,
      INDArray kernel,
      INDArray bias,
      Window window,
      INDArray outGradient,
      INDArray xGradient,
      INDArray kernelGradient,
      INDArray biasGradient) {
    if (DepthwiseConvolution.takes(x, kernel)) {
      DepthwiseConvolution.backward(
          x, kernel, window, outGradient, xGradient, kernelGradient, biasGradient);
      return;
    }
    if (window.isDilated()) {
      try (INDArray spread = DilatedKernel.HWIM.spread(kernel, window);
          INDArray spreadGradient = DilatedKernel.HWIM.zeros(kernel, window)) {
        Window wide = window.spread();
        convolveDepthwise(
            x, spread, bias, wide, outGradient, xGradient, spreadGradient, biasGradient);
        DilatedKernel.HWIM.gather(spreadGradient, window, kernelGradient);
      }
      return;
    }
    INDArray[] in = {x, kernel, outGradient};
    INDArray[] out = {xGradient, kernelGradient};
    Nd4j.exec(
        DynamicCustomOp.builder("depthwise_conv2d_bp")
            .addInputs(bias == null ? in : new INDArray[] {x, kernel, bias, outGradient})
            .addOutputs(
                bias == null ? out : new INDArray[] {xGradient, kernelGradient, biasGradient})
            .addIntegerArguments(ImageOps.sliding(window, ImageOps.NHWC, 0))
            .build());
  }

  /** Returns whether {@link #activate} knows the gradient of a function. */
  public static boolean knows(Activation activation) {
    return ActivationGradientRows.knows(activation);
  }

  /**
   * Of {@link ImageOps#activate}, for the functions that {@link #knows}.
   *
   * @param x what went in
   * @param outGradient of what came out
   * @param xGradient overwritten; may be {@code outGradient}
   */
  public static void activate(
      INDArray x, Activation activation, INDArray outGradient, INDArray xGradient) {
    Rows.compute(
        new ActivationGradientRows(activation),
        List.of(Pictures.rows(x), Pictures.rows(outGradient)),
        Pictures.rows(xGradient));
  }

  /**
   * Of {@link ImageOps#scaleChannels}, by the picture.
   *
   * @param factors [n, c]
   * @param outGradient [n, h, w, c]
   * @param xGradient overwritten; may be {@code outGradient}
   */
  public static void scaledPicture(INDArray factors, INDArray outGradient, INDArray xGradient) {
    ChannelScaling.forward(outGradient, factors, xGradient);
  }

  /**
   * Of {@link ImageOps#scaleChannels}, by the factors.
   *
   * @param x [n, h, w, c], what went in
   * @param outGradient [n, h, w, c]
   * @param factorGradient [n, c], overwritten
   */
  public static void scaleFactors(INDArray x, INDArray outGradient, INDArray factorGradient) {
    ChannelScaling.factorGradient(x, outGradient, factorGradient);
  }

  /**
   * Of {@link ImageOps#selectChannels}: zero for the channels that were left out.
   *
   * @param from the first channel that was taken
   * @param outGradient [.., c']
   * @param xGradient [.., c], overwritten
   */
  public static void selectChannels(int from, INDArray outGradient, INDArray xGradient) {
    xGradient.assign(0);
    int channels = (int) outGradient.size(outGradient.rank() - 1);
    Pictures.channels(xGradient, from, from + channels).assign(outGradient);
  }

  /**
   * Of {@link ImageOps#maxPool}: all of it goes to the greatest number.
   *
   * @param x what went in
   * @param window how it slid
   * @param outGradient of what came out
   * @param xGradient like {@code x}, overwritten
   */
  public static void maxPool(INDArray x, Window window, INDArray outGradient, INDArray xGradient) {
    pool("maxpool2d_bp", x, window, 1, outGradient, xGradient);
  }

  /**
   * Of {@link ImageOps#averagePool}: every number gets its share.
   *
   * @param x what went in
   * @param window how it slid
   * @param countsPadding whether padding counted
   * @param outGradient of what came out
   * @param xGradient like {@code x}, overwritten
   */
  public static void averagePool(
      INDArray x, Window window, boolean countsPadding, INDArray outGradient, INDArray xGradient) {
    pool("avgpool2d_bp", x, window, countsPadding ? 1 : 0, outGradient, xGradient);
  }

  private static void pool(
      String op, INDArray x, Window window, int extra, INDArray outGradient, INDArray xGradient) {
    Nd4j.exec(
        DynamicCustomOp.builder(op)
            .addInputs(x, outGradient)
            .addOutputs(xGradient)
            .addIntegerArguments(ImageOps.sliding(window, extra, ImageOps.NHWC))
            .build());
  }

  /**
   * Of {@link ImageOps#dense}, by its input.
   *
   * @param weights [i, o]
   * @param outGradient [n, o]
   * @param xGradient [n, i], overwritten
   */
  public static void denseInput(INDArray weights, INDArray outGradient, INDArray xGradient) {
    Gemm.multiply(outGradient, weights.transpose(), xGradient);
  }

  /**
   * Of {@link ImageOps#dense}, by its weights.
   *
   * @param x [n, i], what went in
   * @param outGradient [n, o]
   * @param weightsGradient [i, o], overwritten
   */
  public static void denseWeights(INDArray x, INDArray outGradient, INDArray weightsGradient) {
    Gemm.multiplyTransposedLeft(x, outGradient, weightsGradient);
  }

  /**
   * Of one part of {@link ImageOps#concatenate}.
   *
   * @param outGradient [.., c]
   * @param from where along the last axis the part begins
   * @param partGradient [.., c'], overwritten
   */
  public static void part(INDArray outGradient, long from, INDArray partGradient) {
    long to = from + partGradient.size(partGradient.rank() - 1);
    partGradient.assign(Pictures.channels(outGradient, from, to));
  }

  /**
   * Of a bias that was added to every row.
   *
   * @param outGradient [n, o]
   * @param biasGradient [o], overwritten
   */
  public static void bias(INDArray outGradient, INDArray biasGradient) {
    Biases.sumRows(outGradient, biasGradient.reshape('c', 1, -1));
  }

  /**
   * Of {@code max(0, x)}: passes where the result is above zero.
   *
   * @param out what came out, or what went in: the signs are the same
   * @param outGradient of what came out
   * @param xGradient overwritten; may be {@code outGradient}
   */
  public static void relu(INDArray out, INDArray outGradient, INDArray xGradient) {
    Nd4j.exec(
        DynamicCustomOp.builder("relu_bp")
            .addInputs(out, outGradient)
            .addOutputs(xGradient)
            .addFloatingPointArguments(0.0)
            .build());
  }
}
