package org.caption4j.encoder.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.tensor.Activation;

/**
 * An activation function under oneDNN's name.
 *
 * @param function its name
 * @param alpha its first parameter
 * @param beta its second parameter
 */
record Elementwise(dnnl.algorithm function, float alpha, float beta) {
  /** Returns a function's counterpart, if there is one. */
  static Optional<Elementwise> of(Activation activation) {
    float a = (float) activation.alpha();
    float b = (float) activation.beta();
    return Optional.ofNullable(
        switch (activation.kind()) {
          case RELU -> new Elementwise(dnnl.algorithm.eltwise_relu, 0, 0);
          case LEAKY_RELU -> new Elementwise(dnnl.algorithm.eltwise_relu, a, 0);
          case RELU6 -> new Elementwise(dnnl.algorithm.eltwise_clip, 0, 6);
          case CLIP -> new Elementwise(dnnl.algorithm.eltwise_clip, a, b);
          case TANH -> new Elementwise(dnnl.algorithm.eltwise_tanh, 0, 0);
          case SIGMOID -> new Elementwise(dnnl.algorithm.eltwise_logistic, 0, 0);
          case SILU -> new Elementwise(dnnl.algorithm.eltwise_swish, 1, 0);
          case HARD_SWISH -> new Elementwise(dnnl.algorithm.eltwise_hardswish, 1 / 6f, 0.5f);
          case HARD_SIGMOID -> new Elementwise(dnnl.algorithm.eltwise_hardsigmoid, a, b);
          default -> null;
        });
  }
}
