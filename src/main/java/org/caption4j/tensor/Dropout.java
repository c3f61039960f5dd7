package org.caption4j.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverted dropout (Srivastava et al. 2014): each value is zeroed with probability {@code rate},
 * and the rest are divided by {@code 1 - rate}.
 *
 * <p>The mask is a function of the seed alone, so that the backward pass applies the same call to
 * the gradient and nothing has to be kept, and a resumed training draws the same masks.
 *
 * @param rate probability that a value is zeroed, in [0, 1)
 * @param seed picks the mask
 */
public record Dropout(double rate, long seed) {
  /** Two raised to the 16th: each random long decides four values. */
  private static final int RESOLUTION = 1 << 16;

  /**
   * @throws IllegalArgumentException if the rate is outside [0, 1)
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("expected a dropout rate in [0, 1) but found " + rate);
    }
  }

  /**
   * Multiplies by the mask.
   *
   * @param matrix [n, m] float or double, changed in place
   */
  public void apply(INDArray matrix) {
    if (rate == 0) {
      return;
    }
    int threshold = (int) Math.round(rate * RESOLUTION);
    double kept = 1 / (1 - threshold / (double) RESOLUTION);
    Rows.transform(
        new RowFunction() {
          private final float[] factors = {0, (float) kept};

          @Override
          public void apply(int row, float[][] values) {
            float[] x = values[0];
            long state = mix(seed + row * GOLDEN_GAMMA);
            for (int k = 0; k < x.length; k += 4) {
              state += GOLDEN_GAMMA;
              long bits = mix(state);
              for (int j = k; j < Math.min(k + 4, x.length); j++, bits >>>= 16) {
                x[j] *= factors[isKept(bits)];
              }
            }
          }

          @Override
          public void apply(int row, double[][] values) {
            double[] x = values[0];
            long state = mix(seed + row * GOLDEN_GAMMA);
            for (int k = 0; k < x.length; k += 4) {
              state += GOLDEN_GAMMA;
              long bits = mix(state);
              for (int j = k; j < Math.min(k + 4, x.length); j++, bits >>>= 16) {
                x[j] *= isKept(bits) * kept;
              }
            }
          }

          /** 1 or 0, without a branch that a processor would guess wrong every other time. */
          private int isKept(long bits) {
            return (threshold - 1 - (int) (bits & (RESOLUTION - 1))) >>> 31;
          }
        },
        matrix);
  }

  /** Increment and finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
