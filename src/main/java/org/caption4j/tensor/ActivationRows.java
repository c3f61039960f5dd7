package org.caption4j.tensor;

/**
 * Applies an {@link Activation} to rows: the first array is read, the second written, of the same
 * length.
 *
 * @param activation one of the kinds below
 */
record ActivationRows(Activation activation) implements RowFunction {
  @Override
  public void apply(int row, float[][] values) {
    float[] x = values[0];
    float[] out = values[1];
    float alpha = (float) activation.alpha();
    float beta = (float) activation.beta();
    switch (activation.kind()) {
      case RELU6 -> clip(x, 0, 6, out);
      case CLIP -> clip(x, alpha, beta, out);
      case TANH -> {
        for (int k = 0; k < out.length; k++) {
          out[k] = Activations.tanh(x[k]);
        }
      }
      case SIGMOID -> {
        for (int k = 0; k < out.length; k++) {
          out[k] = 0.5f + 0.5f * Activations.tanh(0.5f * x[k]);
        }
      }
      case SILU -> {
        for (int k = 0; k < out.length; k++) {
          float half = 0.5f * x[k];
          out[k] = half + half * Activations.tanh(half);
        }
      }
      case HARD_SIGMOID -> {
        for (int k = 0; k < out.length; k++) {
          out[k] = Math.max(0f, Math.min(1f, alpha * x[k] + beta));
        }
      }
      case HARD_SWISH -> {
        for (int k = 0; k < out.length; k++) {
          out[k] = x[k] * Math.max(0f, Math.min(1f, x[k] * (1 / 6f) + 0.5f));
        }
      }
      default -> throw new IllegalArgumentException("no rows of " + activation);
    }
  }

  private static void clip(float[] x, float low, float high, float[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.max(low, Math.min(high, x[k]));
    }
  }

  @Override
  public void apply(int row, double[][] values) {
    for (int k = 0; k < values[1].length; k++) {
      values[1][k] = value(values[0][k]);
    }
  }

  private double value(double x) {
    return switch (activation.kind()) {
      case RELU6 -> Math.max(0, Math.min(6, x));
      case CLIP -> Math.max(activation.alpha(), Math.min(activation.beta(), x));
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SILU -> x * sigmoid(x);
      case HARD_SIGMOID -> hardSigmoid(activation.alpha() * x + activation.beta());
      case HARD_SWISH -> x * hardSigmoid(x / 6 + 0.5);
      default -> throw new IllegalArgumentException("no rows of " + activation);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double hardSigmoid(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
