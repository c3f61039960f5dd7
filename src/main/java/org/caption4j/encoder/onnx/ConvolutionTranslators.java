package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.SelectChannels;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolutions: of all channels, of each by itself, and of groups. */
final class ConvolutionTranslators {
  private ConvolutionTranslators() {}

  static void register(Map<String, Translator> registry) {
    registry.put("Conv", ConvolutionTranslators::convolve);
  }

  private static Operand convolve(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    INDArray kernel = to.constant(node, 1).weights();
    INDArray bias = node.reads(2) ? to.constant(node, 2).weights() : null;
    long groups = node.integer("group", 1);
    requireFitting(node, in, kernel, bias, groups);
    SlidingWindow sliding = SlidingWindow.of(node, kernel.size(2), kernel.size(3));
    if (!in.isPicture()) {
      return convolveVector(node, to, in, kernel, bias, groups, sliding);
    }
    FeatureMap source = sliding.padded(node, in, to);
    Convolve whole = new Convolve(node.output(), source.node(), kernel, bias, sliding.window());
    if (groups == 1) {
      return to.add(whole, in, false);
    }
    return groups == in.channels()
        ? to.add(depthwise(whole, groups), in, false)
        : convolveGroups(node, to, source, whole, groups);
  }

  private static void requireFitting(
      OnnxNode node, FeatureMap in, INDArray kernel, INDArray bias, long groups)
      throws UnsupportedGraphException {
    if (in.rank() != 4 || in.axis() != FeatureMap.CHANNELS_FIRST || kernel.rank() != 4) {
      throw node.unsupported("expected features [n, c, h, w] and a kernel [o, i, kh, kw]");
    }
    boolean fits =
        groups > 0
            && kernel.length() > 0
            && kernel.size(0) % groups == 0
            && kernel.size(1) * groups == in.channels()
            && (bias == null || bias.length() == kernel.size(0));
    if (!fits) {
      throw node.unsupported(
          "a kernel %s in %d groups does not fit %d channels"
              .formatted(Arrays.toString(kernel.shape()), groups, in.channels()));
    }
  }

  /** The kernel goes from [i*m, 1, kh, kw] to [kh, kw, i, m]. */
  private static ConvolveDepthwise depthwise(Convolve whole, long channels) {
    INDArray kernel = whole.kernel();
    INDArray byPlace =
        kernel
            .reshape('c', channels, kernel.size(0) / channels, kernel.size(2), kernel.size(3))
            .permute(2, 3, 0, 1)
            .dup('c');
    return new ConvolveDepthwise(
        whole.name(), whole.input(), byPlace, whole.bias(), whole.window());
  }

  private static Operand convolveVector(
      OnnxNode node,
      Translation to,
      FeatureMap in,
      INDArray kernel,
      INDArray bias,
      long groups,
      SlidingWindow sliding)
      throws UnsupportedGraphException {
    boolean pixel = kernel.size(2) == 1 && kernel.size(3) == 1;
    boolean padded = sliding.window().padHeight() > 0 || sliding.window().padWidth() > 0;
    if (groups != 1 || !pixel || padded || !sliding.isSymmetric()) {
      throw node.unsupported("of [n, c, 1, 1] only convolutions 1x1 are supported");
    }
    INDArray weights = kernel.reshape('c', kernel.size(0), kernel.size(1)).transpose();
    return to.add(new Dense(node.output(), in.node(), weights, bias), in, false);
  }

  /** Every group is a convolution of its own. */
  private static Operand convolveGroups(
      OnnxNode node, Translation to, FeatureMap in, Convolve whole, long groups) {
    int inputs = Math.toIntExact(in.channels() / groups);
    long outputs = whole.kernel().size(0) / groups;
    List<String> parts = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      String selected = to.derived(node, "select" + group);
      String part = to.derived(node, "group" + group);
      int from = group * inputs;
      FeatureMap channels =
          to.add(new SelectChannels(selected, in.node(), from, from + inputs), in, in.positive());
      to.add(
          new Convolve(
              part,
              channels.node(),
              part(whole.kernel(), group, outputs),
              whole.bias() == null ? null : part(whole.bias(), group, outputs),
              whole.window()),
          in,
          false);
      parts.add(part);
    }
    return to.add(new Concatenate(node.output(), parts), in, false);
  }

  private static INDArray part(INDArray array, int group, long size) {
    return array.get(NDArrayIndex.interval(group * size, (group + 1) * size)).dup('c');
  }
}
