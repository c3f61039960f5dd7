package org.caption4j.train;

import org.caption4j.decoder.Parameters;
import org.caption4j.tensor.AdamUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam behind a clip of the gradient's global norm. */
final class Optimizer {
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private int iteration;

  /**
   * @param parameters to be trained
   */
  Optimizer(Parameters parameters) {
    firstMoment = Nd4j.zerosLike(parameters.flat());
    secondMoment = Nd4j.zerosLike(parameters.flat());
  }

  /**
   * Moves the parameters.
   *
   * @param gradient used up
   * @param clipNorm largest norm that is followed as it is
   * @return the gradient's norm before clipping
   */
  double step(Parameters parameters, Parameters gradient, double rate, double clipNorm) {
    double norm = gradient.flat().norm2Number().doubleValue();
    if (norm > clipNorm) {
      gradient.flat().muli(clipNorm / norm);
    }
    AdamUpdate.STANDARD.apply(
        parameters.flat(), gradient.flat(), firstMoment, secondMoment, rate, iteration++);
    return norm;
  }

  INDArray firstMoment() {
    return firstMoment;
  }

  INDArray secondMoment() {
    return secondMoment;
  }

  int iteration() {
    return iteration;
  }

  void restore(INDArray first, INDArray second, int iterations) {
    firstMoment.assign(first);
    secondMoment.assign(second);
    iteration = iterations;
  }
}
