package org.caption4j.encoder.zoo;

import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Pool;
import org.caption4j.tensor.Window;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** One number of many. */
final class PoolingTranslators {
  private PoolingTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(SubsamplingLayer.class, PoolingTranslators::window);
    registry.put(GlobalPoolingLayer.class, PoolingTranslators::global);
  }

  private static void window(SubsamplingLayer layer, Step step, Translation to) {
    Window window =
        ConvolutionTranslators.window(
            step,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    to.add(
        new Pool(
            step.name(),
            step.input(),
            kind(layer.getPoolingType()),
            window,
            layer.getPnorm(),
            layer.isAvgPoolIncludePadInDivisor()));
  }

  private static void global(GlobalPoolingLayer layer, Step step, Translation to) {
    to.add(
        new GlobalPool(step.name(), step.input(), kind(layer.getPoolingType()), layer.getPnorm()));
  }

  private static Pool.Kind kind(PoolingType type) {
    return switch (type) {
      case MAX -> Pool.Kind.MAX;
      case AVG -> Pool.Kind.AVERAGE;
      case SUM -> Pool.Kind.SUM;
      case PNORM -> Pool.Kind.NORM;
    };
  }
}
