package org.caption4j.tensor;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The Adam update (Kingma and Ba 2015, algorithm 1, in its efficient form): {@code m = b1 m + (1 -
 * b1) g}, {@code v = b2 v + (1 - b2) g^2}, {@code step = rate sqrt(1 - b2^t)/(1 - b1^t) m/(sqrt(v)
 * + epsilon)}. Weight decay is apart from the gradient (Loshchilov and Hutter 2019): the parameters
 * lose {@code rate * decay} of themselves in a step.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon keeps the quotient finite
 * @param weightDecay times the learning rate, what the parameters lose of themselves in a step
 */
public record AdamUpdate(double beta1, double beta2, double epsilon, double weightDecay) {
  /** The paper's settings: 0.9, 0.999, 1e-8, without weight decay. */
  public static final AdamUpdate STANDARD = new AdamUpdate(0.9, 0.999, 1e-8, 0);

  /** Returns the same update with another weight decay. */
  public AdamUpdate withWeightDecay(double decay) {
    return new AdamUpdate(beta1, beta2, epsilon, decay);
  }

  /** Numbers that are worked on at a time: they stay in the cache. */
  private static final long ROW = 1 << 12;

  /**
   * Takes one step.
   *
   * @param parameters [n], moved
   * @param gradient [n]
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
    int t = iteration + 1;
    double corrected = rate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    Step step = new Step(corrected, 1 - rate * weightDecay);
    long length = parameters.length();
    long whole = length - length % ROW;
    if (whole > 0) {
      apply(step, gradient, firstMoment, secondMoment, parameters, 0, whole, ROW);
    }
    if (whole < length) {
      apply(step, gradient, firstMoment, secondMoment, parameters, whole, length, length - whole);
    }
  }

  private static void apply(
      Step step,
      INDArray gradient,
      INDArray first,
      INDArray second,
      INDArray parameters,
      long from,
      long to,
      long row) {
    Rows.transform(
        step,
        List.of(part(gradient, from, to, row)),
        part(first, from, to, row),
        part(second, from, to, row),
        part(parameters, from, to, row));
  }

  private static INDArray part(INDArray flat, long from, long to, long row) {
    return flat.get(NDArrayIndex.interval(from, to)).reshape('c', (to - from) / row, row);
  }

  /** One step, on a row of gradients, first moments, second moments and parameters. */
  private final class Step implements RowFunction {
    private final double rate;
    private final double kept;

    /**
     * @param rate with the moments' bias corrected
     * @param kept what weight decay leaves of the parameters
     */
    Step(double rate, double kept) {
      this.rate = rate;
      this.kept = kept;
    }

    @Override
    public void apply(int row, float[][] values) {
      float[] g = values[0];
      float[] m = values[1];
      float[] v = values[2];
      float[] p = values[3];
      float b1 = (float) beta1;
      float b2 = (float) beta2;
      float c1 = (float) (1 - beta1);
      float c2 = (float) (1 - beta2);
      float r = (float) rate;
      float e = (float) epsilon;
      float s = (float) kept;
      for (int k = 0; k < g.length; k++) {
        m[k] = b1 * m[k] + c1 * g[k];
      }
      for (int k = 0; k < g.length; k++) {
        v[k] = b2 * v[k] + c2 * g[k] * g[k];
      }
      for (int k = 0; k < g.length; k++) {
        p[k] = s * p[k] - r * m[k] / ((float) Math.sqrt(v[k]) + e);
      }
    }

    @Override
    public void apply(int row, double[][] values) {
      double[] g = values[0];
      double[] m = values[1];
      double[] v = values[2];
      double[] p = values[3];
      for (int k = 0; k < g.length; k++) {
        m[k] = beta1 * m[k] + (1 - beta1) * g[k];
        v[k] = beta2 * v[k] + (1 - beta2) * g[k] * g[k];
        p[k] = kept * p[k] - rate * m[k] / (Math.sqrt(v[k]) + epsilon);
      }
    }
  }
}
