package org.caption4j.train;

import org.caption4j.tensor.AdamUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Adam with weight decay, behind a clip of the gradient's global norm. */
final class Optimizer implements AutoCloseable {
  private final AdamUpdate update;
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private int iteration;

  /**
   * @param parameters [n], to be trained
   * @param weightDecay times the learning rate, what the parameters lose of themselves in a step
   */
  Optimizer(INDArray parameters, double weightDecay) {
    update = AdamUpdate.STANDARD.withWeightDecay(weightDecay);
    firstMoment = Nd4j.zerosLike(parameters);
    secondMoment = Nd4j.zerosLike(parameters);
  }

  /**
   * Moves the parameters.
   *
   * @param parameters [n]
   * @param gradient [n], used up
   * @param clipNorm largest norm that is followed as it is
   * @return the gradient's norm before clipping
   */
  double step(INDArray parameters, INDArray gradient, double rate, double clipNorm) {
    double norm = clip(gradient, clipNorm);
    update.apply(parameters, gradient, firstMoment, secondMoment, rate, iteration++);
    return norm;
  }

  /**
   * Moves the parameters, each layer at its own rate.
   *
   * @param parameters [n]
   * @param gradient [n], used up
   * @param rate of the last layer
   * @param layers factors on that rate, which cover the parameters
   * @param clipNorm largest norm that is followed as it is
   * @return the gradient's norm before clipping
   */
  double step(
      INDArray parameters, INDArray gradient, double rate, LayerRates layers, double clipNorm) {
    double norm = clip(gradient, clipNorm);
    for (LayerRates.Part part : layers.parts()) {
      INDArrayIndex range = NDArrayIndex.interval(part.from(), part.to());
      update.apply(
          parameters.get(range),
          gradient.get(range),
          firstMoment.get(range),
          secondMoment.get(range),
          rate * part.factor(),
          iteration);
    }
    iteration++;
    return norm;
  }

  private static double clip(INDArray gradient, double clipNorm) {
    double norm = gradient.norm2Number().doubleValue();
    if (norm > clipNorm) {
      gradient.muli(clipNorm / norm);
    }
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

  @Override
  public void close() {
    firstMoment.close();
    secondMoment.close();
  }
}
