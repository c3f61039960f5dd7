package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Map;
import org.caption4j.encoder.node.Activate;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Activation.Kind;

/** Functions of every number by itself. */
final class ActivationTranslators {
  private ActivationTranslators() {}

  /** A function that a node's attributes and constants describe. */
  private interface Function {
    Activation of(OnnxNode node, Translation to) throws UnsupportedGraphException, IOException;
  }

  static void register(Map<String, Translator> registry) {
    put(registry, "Relu", (node, to) -> Activation.RELU);
    put(registry, "Sigmoid", (node, to) -> Activation.SIGMOID);
    put(registry, "Tanh", (node, to) -> Activation.of(Kind.TANH));
    put(registry, "HardSwish", (node, to) -> Activation.HARD_SWISH);
    put(registry, "LeakyRelu", (node, to) -> Activation.leakyRelu(node.number("alpha", 0.01)));
    put(
        registry,
        "HardSigmoid",
        (node, to) -> Activation.hardSigmoid(node.number("alpha", 0.2), node.number("beta", 0.5)));
    put(registry, "Clip", ActivationTranslators::clip);
  }

  private static void put(Map<String, Translator> registry, String operator, Function function) {
    registry.put(
        operator,
        (node, to) -> {
          FeatureMap in = to.features(node, 0);
          Activation activation = function.of(node, to);
          return to.add(
              new Activate(node.output(), in.node(), activation), in, isPositive(activation));
        });
  }

  private static boolean isPositive(Activation activation) {
    return switch (activation.kind()) {
      case RELU, RELU6, SIGMOID, HARD_SIGMOID -> true;
      case CLIP -> activation.alpha() >= 0;
      default -> false;
    };
  }

  /** Bounds are attributes in older versions, inputs in newer ones. */
  private static Activation clip(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    double low = bound(node, to, "min", 1, -Float.MAX_VALUE);
    double high = bound(node, to, "max", 2, Float.MAX_VALUE);
    if (low == 0 && high >= Float.MAX_VALUE) {
      return Activation.RELU;
    }
    return low == 0 && high == 6 ? Activation.of(Kind.RELU6) : Activation.clip(low, high);
  }

  private static double bound(
      OnnxNode node, Translation to, String attribute, int input, double otherwise)
      throws UnsupportedGraphException, IOException {
    if (!node.reads(input)) {
      return node.number(attribute, otherwise);
    }
    double[] numbers = to.constant(node, input).numbers();
    if (numbers.length != 1) {
      throw node.unsupported("expected one number as %s".formatted(attribute));
    }
    return numbers[0];
  }
}
