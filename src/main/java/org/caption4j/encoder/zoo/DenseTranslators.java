package org.caption4j.encoder.zoo;

import java.io.IOException;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Dense;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrices, activations, and what only matters in training. */
final class DenseTranslators {
  private DenseTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(DenseLayer.class, DenseTranslators::hidden);
    registry.put(OutputLayer.class, DenseTranslators::output);
    registry.put(CenterLossOutputLayer.class, DenseTranslators::output);
    registry.put(LossLayer.class, (layer, step, to) -> function(layer.getActivationFn(), step, to));
    registry.put(
        CnnLossLayer.class, (layer, step, to) -> function(layer.getActivationFn(), step, to));
    registry.put(
        ActivationLayer.class, (layer, step, to) -> function(layer.getActivationFn(), step, to));
    registry.put(DropoutLayer.class, (layer, step, to) -> to.skip(step));
  }

  private static void hidden(DenseLayer layer, Step step, Translation to) throws IOException {
    if (layer.hasLayerNorm()) {
      throw new UnsupportedLayerException(step.name(), layer, "with layer normalisation");
    }
    dense(layer, layer.hasBias(), step, to);
  }

  private static void output(BaseOutputLayer layer, Step step, Translation to) throws IOException {
    dense(layer, layer.hasBias(), step, to);
  }

  private static void dense(FeedForwardLayer layer, boolean hasBias, Step step, Translation to)
      throws IOException {
    INDArray weights = to.weight(step, "W", layer.getNIn(), layer.getNOut());
    INDArray bias = hasBias ? to.weight(step, "b", layer.getNOut()) : null;
    String linear = Translation.beforeActivation(step, layer.getActivationFn());
    to.add(new Dense(linear, step.input(), weights, bias));
    to.activate(step, layer.getActivationFn());
  }

  private static void function(IActivation function, Step step, Translation to) {
    String linear = Translation.beforeActivation(step, function);
    if (linear.equals(step.name())) {
      to.skip(step);
    } else {
      to.add(new Activate(step.name(), step.input(), Activations.of(step, function)));
    }
  }
}
