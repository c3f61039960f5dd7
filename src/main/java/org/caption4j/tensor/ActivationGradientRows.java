package org.caption4j.tensor;

/**
 * The gradient of {@link ActivationRows}: arrays are what went in, the gradient of what came out,
 * and the gradient of what went in, which is written.
 *
 * @param activation one of the kinds below
 */
record ActivationGradientRows(Activation activation) implements RowFunction {
  /** Returns whether the gradient of a function is known here. */
  static boolean knows(Activation activation) {
    return switch (activation.kind()) {
      case RELU6, CLIP, LEAKY_RELU, TANH, SIGMOID, SILU, HARD_SIGMOID, HARD_SWISH -> true;
      default -> false;
    };
  }

  @Override
  public void apply(int row, float[][] values) {
    float[] x = values[0];
    float[] from = values[1];
    float[] to = values[2];
    switch (activation.kind()) {
      case SILU -> {
        for (int k = 0; k < to.length; k++) {
          float sigmoid = 0.5f + 0.5f * Activations.tanh(0.5f * x[k]);
          to[k] = from[k] * sigmoid * (1f + x[k] * (1f - sigmoid));
        }
      }
      case SIGMOID -> {
        for (int k = 0; k < to.length; k++) {
          float sigmoid = 0.5f + 0.5f * Activations.tanh(0.5f * x[k]);
          to[k] = from[k] * sigmoid * (1f - sigmoid);
        }
      }
      default -> {
        for (int k = 0; k < to.length; k++) {
          to[k] = from[k] * (float) derivative(x[k]);
        }
      }
    }
  }

  @Override
  public void apply(int row, double[][] values) {
    for (int k = 0; k < values[2].length; k++) {
      values[2][k] = values[1][k] * derivative(values[0][k]);
    }
  }

  private double derivative(double x) {
    double alpha = activation.alpha();
    double beta = activation.beta();
    return switch (activation.kind()) {
      case RELU6 -> within(x, 0, 6);
      case CLIP -> within(x, alpha, beta);
      case LEAKY_RELU -> x > 0 ? 1 : alpha;
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
      case SILU -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
      case HARD_SIGMOID -> alpha * within(alpha * x + beta, 0, 1);
      case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5;
      default -> throw new IllegalArgumentException("no gradient of " + activation);
    };
  }

  private static double within(double x, double low, double high) {
    return x > low && x < high ? 1 : 0;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
