package org.caption4j.encoder.zoo;

import java.util.Map;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Activation.Kind;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** ND4J's activation functions as the program's own. */
final class Activations {
  private static final Map<Class<? extends IActivation>, Kind> KINDS =
      Map.ofEntries(
          Map.entry(ActivationIdentity.class, Kind.IDENTITY),
          Map.entry(ActivationReLU.class, Kind.RELU),
          Map.entry(ActivationReLU6.class, Kind.RELU6),
          Map.entry(ActivationTanH.class, Kind.TANH),
          Map.entry(ActivationSigmoid.class, Kind.SIGMOID),
          Map.entry(ActivationELU.class, Kind.ELU),
          Map.entry(ActivationSELU.class, Kind.SELU),
          Map.entry(ActivationSoftPlus.class, Kind.SOFTPLUS),
          Map.entry(ActivationSoftSign.class, Kind.SOFTSIGN),
          Map.entry(ActivationHardTanH.class, Kind.HARD_TANH),
          Map.entry(ActivationSoftmax.class, Kind.SOFTMAX));

  private Activations() {}

  static Activation of(Step step, IActivation function) {
    if (function instanceof ActivationLReLU leaky) {
      return Activation.leakyRelu(leaky.getAlpha());
    }
    if (function instanceof ActivationHardSigmoid) {
      return Activation.hardSigmoid(0.2, 0.5);
    }
    Kind kind = KINDS.get(function.getClass());
    if (kind == null) {
      throw new UnsupportedLayerException(step.name(), function);
    }
    return Activation.of(kind);
  }
}
