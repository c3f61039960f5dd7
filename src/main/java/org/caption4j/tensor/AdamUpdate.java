package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Adam update (Kingma and Ba 2015, algorithm 1, in its efficient form): {@code m = b1 m + (1 -
 * b1) g}, {@code v = b2 v + (1 - b2) g^2}, {@code step = rate sqrt(1 - b2^t)/(1 - b1^t) m/(sqrt(v)
 * + epsilon)}.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon keeps the quotient finite
 */
public record AdamUpdate(double beta1, double beta2, double epsilon) {
  /** The paper's settings: 0.9, 0.999, 1e-8. */
  public static final AdamUpdate STANDARD = new AdamUpdate(0.9, 0.999, 1e-8);

  /**
   * Takes one step.
   *
   * @param parameters [n], moved
   * @param gradient [n]; overwritten with the step that was taken
   * @param firstMoment [n], zeros before the first step, updated
   * @param secondMoment [n], zeros before the first step, updated
   * @param rate learning rate
   * @param iteration 0 for the first step
   */
  public void apply(
      INDArray parameters,
      INDArray gradient,
      INDArray firstMoment,
      INDArray secondMoment,
      double rate,
      int iteration) {
    Nd4j.exec(
        DynamicCustomOp.builder("adam_updater")
            .addInputs(gradient, secondMoment, firstMoment)
            .addOutputs(gradient, secondMoment, firstMoment)
            .addFloatingPointArguments(rate, beta1, beta2, epsilon)
            .addIntegerArguments(iteration)
            .build());
    parameters.subi(gradient);
  }
}
