package org.caption4j.encoder.zoo;

import java.io.IOException;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.NormaliseAcrossChannels;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Normalisations. DL4J ignores the activation that a batch normalisation is configured with. */
final class NormalisationTranslators {
  private NormalisationTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(BatchNormalization.class, NormalisationTranslators::batch);
    registry.put(LocalResponseNormalization.class, NormalisationTranslators::local);
  }

  private static void batch(BatchNormalization layer, Step step, Translation to)
      throws IOException {
    long channels = layer.getNOut();
    boolean fixed = layer.isLockGammaBeta();
    INDArray gamma =
        fixed ? filled(channels, layer.getGamma()) : to.weight(step, "gamma", channels);
    INDArray beta = fixed ? filled(channels, layer.getBeta()) : to.weight(step, "beta", channels);
    INDArray mean = to.weight(step, "mean", channels);
    to.add(
        new BatchNormalise(
            step.name(),
            step.input(),
            mean,
            variance(step, to, channels),
            gamma,
            beta,
            layer.getEps()));
  }

  /** DL4J may store {@code log10(sigma)} in the variance's stead. */
  private static INDArray variance(Step step, Translation to, long channels) throws IOException {
    if (to.hasWeight(step, "var")) {
      return to.weight(step, "var", channels);
    }
    INDArray logarithm = to.weight(step, "log10stdev", channels);
    INDArray variance = logarithm.mul(2 * Math.log(10));
    return Transforms.exp(variance, false);
  }

  private static INDArray filled(long length, double value) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, length).assign(value);
  }

  private static void local(LocalResponseNormalization layer, Step step, Translation to) {
    int reach = (int) layer.getN() / 2;
    to.add(
        new NormaliseAcrossChannels(
            step.name(), step.input(), reach, layer.getK(), layer.getAlpha(), layer.getBeta()));
  }
}
