package org.caption4j.tensor;

/**
 * A function that a network applies to every number (softmax: to every vector along the last axis).
 *
 * @param kind which
 * @param alpha the slope below zero of {@link Kind#LEAKY_RELU}, the slope in the middle of {@link
 *     Kind#HARD_SIGMOID}, the lower bound of {@link Kind#CLIP}; 0 for all others
 * @param beta the value at zero of {@link Kind#HARD_SIGMOID}, the upper bound of {@link Kind#CLIP};
 *     0 for all others
 */
public record Activation(Kind kind, double alpha, double beta) {
  /** {@code max(0, x)}. */
  public static final Activation RELU = of(Kind.RELU);

  /** {@code x}. */
  public static final Activation IDENTITY = of(Kind.IDENTITY);

  /** {@code 1 / (1 + exp(-x))}. */
  public static final Activation SIGMOID = of(Kind.SIGMOID);

  /** {@code x sigmoid(x)} (Elfwing et al. 2018), also known as swish. */
  public static final Activation SILU = of(Kind.SILU);

  /** {@code x max(0, min(1, x/6 + 1/2))} (Howard et al. 2019). */
  public static final Activation HARD_SWISH = of(Kind.HARD_SWISH);

  /** Returns a function without parameters. */
  public static Activation of(Kind kind) {
    return new Activation(kind, 0, 0);
  }

  /** Returns {@code x} above zero, {@code slope x} below. */
  public static Activation leakyRelu(double slope) {
    return new Activation(Kind.LEAKY_RELU, slope, 0);
  }

  /** Returns {@code max(0, min(1, alpha x + beta))}. */
  public static Activation hardSigmoid(double alpha, double beta) {
    return new Activation(Kind.HARD_SIGMOID, alpha, beta);
  }

  /** Returns {@code max(low, min(high, x))}. */
  public static Activation clip(double low, double high) {
    return new Activation(Kind.CLIP, low, high);
  }

  /** The functions known here. */
  public enum Kind {
    IDENTITY(true),
    RELU(true),
    RELU6(true),
    LEAKY_RELU(true),
    TANH(true),
    SIGMOID(true),
    ELU(true),
    SELU(true),
    SOFTPLUS(true),
    SOFTSIGN(true),
    HARD_SIGMOID(true),
    HARD_TANH(true),
    CLIP(true),
    SILU(false),
    HARD_SWISH(false),
    SOFTMAX(false);

    private final boolean monotone;

    Kind(boolean monotone) {
      this.monotone = monotone;
    }
  }

  /**
   * Returns whether a greater number never gives a smaller result. Such a function may change
   * places with a maximum: {@code max(f(x), f(y)) = f(max(x, y))}, bit for bit.
   */
  public boolean isMonotone() {
    return kind.monotone && (kind == Kind.CLIP || alpha >= 0);
  }
}
