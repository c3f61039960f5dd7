package org.caption4j.tensor;

/**
 * A function that a network applies to every number (softmax: to every vector along the last axis).
 *
 * @param kind which
 * @param slope the slope below zero of {@link Kind#LEAKY_RELU}; 0 for all others
 */
public record Activation(Kind kind, double slope) {
  /** {@code max(0, x)}. */
  public static final Activation RELU = new Activation(Kind.RELU, 0);

  /** {@code x}. */
  public static final Activation IDENTITY = new Activation(Kind.IDENTITY, 0);

  /** The functions known here. */
  public enum Kind {
    IDENTITY("identity", true),
    RELU("relu", true),
    RELU6("relu6", true),
    LEAKY_RELU("lrelu", true),
    TANH("tanh", true),
    SIGMOID("sigmoid", true),
    ELU("elu", true),
    SELU("selu", true),
    SOFTPLUS("softplus", true),
    SOFTSIGN("softsign", true),
    HARD_SIGMOID("hardsigmoid", true),
    HARD_TANH("hardtanh", true),
    SOFTMAX("softmax", false);

    final String op;
    final boolean monotone;

    Kind(String op, boolean monotone) {
      this.op = op;
      this.monotone = monotone;
    }
  }

  /**
   * Returns whether a greater number never gives a smaller result. Such a function may change
   * places with a maximum: {@code max(f(x), f(y)) = f(max(x, y))}, bit for bit.
   */
  public boolean isMonotone() {
    return kind.monotone && slope >= 0;
  }
}
