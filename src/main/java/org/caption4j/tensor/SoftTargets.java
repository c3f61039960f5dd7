package org.caption4j.tensor;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a student's opinions are from a teacher's, both made softer by a temperature T, so that
 * what the teacher thinks of the less likely classes counts too (Hinton et al. 2015):
 *
 * <pre>T^2 KL(p || q) = T^2 sum p (log p - log q)     p = softmax(t / T), q = softmax(s / T)</pre>
 *
 * <p>The factor keeps the gradient's scale as the temperature changes.
 */
public final class SoftTargets {
  private SoftTargets() {}

  /**
   * The divergence and its gradient, {@code T (q - p)}.
   *
   * @param student logits s [n, c]; overwritten with the gradient, times {@code scale}
   * @param teacher logits t [n, c]
   * @param temperature T
   * @param scale factor of the gradient
   * @return the sum over the rows; not scaled
   */
  public static double divergence(
      INDArray student, INDArray teacher, double temperature, double scale) {
    double[] divergences = new double[Math.toIntExact(student.size(0))];
    Rows.transform(
        new RowFunction() {
          @Override
          public void apply(int row, float[][] values) {
            double[] t = widen(values[0]);
            double[] s = widen(values[1]);
            apply(row, new double[][] {t, s});
            for (int k = 0; k < s.length; k++) {
              values[1][k] = (float) s[k];
            }
          }

          @Override
          public void apply(int row, double[][] values) {
            double[] p = values[0];
            double[] q = values[1];
            logProbabilities(p, temperature);
            logProbabilities(q, temperature);
            double sum = 0;
            for (int k = 0; k < p.length; k++) {
              double likely = Math.exp(p[k]);
              sum += likely * (p[k] - q[k]);
              q[k] = scale * temperature * (Math.exp(q[k]) - likely);
            }
            divergences[row] = temperature * temperature * sum;
          }
        },
        List.of(teacher),
        student);
    double sum = 0;
    for (double divergence : divergences) {
      sum += divergence;
    }
    return sum;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = values[k];
    }
    return wide;
  }

  private static void logProbabilities(double[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = (logits[k] - max) / temperature;
      sum += Math.exp(logits[k]);
    }
    double log = Math.log(sum);
    for (int k = 0; k < logits.length; k++) {
      logits[k] -= log;
    }
  }
}
