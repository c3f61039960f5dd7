package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Combine.Operation;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Activation.Kind;

/**
 * Sums, differences, products and quotients. With a constant for each channel they are a factor and
 * a shift of every channel; so is a batch normalisation.
 */
final class ArithmeticTranslators {
  private static final double FLOAT_ERROR = 1e-6;

  private ArithmeticTranslators() {}

  static void register(Map<String, Translator> registry) {
    registry.put("Add", ArithmeticTranslators::add);
    registry.put("Sub", ArithmeticTranslators::subtract);
    registry.put("Mul", ArithmeticTranslators::multiply);
    registry.put("Div", ArithmeticTranslators::divide);
    registry.put("BatchNormalization", ArithmeticTranslators::normalise);
  }

  private static Operand add(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (to.operand(node, 0) instanceof Constant constant) {
      return shift(node, to, to.features(node, 1), constant, 1);
    }
    FeatureMap x = to.features(node, 0);
    if (to.operand(node, 1) instanceof Constant constant) {
      return shift(node, to, x, constant, 1);
    }
    FeatureMap y = to.features(node, 1);
    return combine(node, to, Operation.ADD, x, y, x.positive() && y.positive());
  }

  private static Operand subtract(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (to.operand(node, 0) instanceof Constant constant) {
      FeatureMap y = to.features(node, 1);
      double[] minusOne = each(y, -1);
      return scaled(node, to, y, minusOne, ofChannels(node, y, constant, x -> x));
    }
    FeatureMap x = to.features(node, 0);
    if (to.operand(node, 1) instanceof Constant constant) {
      return shift(node, to, x, constant, -1);
    }
    return combine(node, to, Operation.SUBTRACT, x, to.features(node, 1), false);
  }

  private static Operand multiply(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (to.operand(node, 0) instanceof Constant constant) {
      return factor(node, to, to.features(node, 1), constant, x -> x);
    }
    FeatureMap x = to.features(node, 0);
    if (to.operand(node, 1) instanceof Constant constant) {
      return factor(node, to, x, constant, factor -> factor);
    }
    FeatureMap y = to.features(node, 1);
    boolean positive = x.positive() && y.positive();
    Optional<Activation> gated = gate(x, y, to);
    if (gated.isPresent()) {
      return to.add(new Activate(node.output(), x.node(), gated.get()), x, positive);
    }
    gated = gate(y, x, to);
    if (gated.isPresent()) {
      return to.add(new Activate(node.output(), y.node(), gated.get()), y, positive);
    }
    if (x.isShapedAs(y)) {
      return combine(node, to, Operation.MULTIPLY, x, y, positive);
    }
    boolean second = y.isPicture() && (!x.isPicture() || x.isPixel());
    FeatureMap picture = second ? y : x;
    FeatureMap factors = to.withoutPlaces(node, second ? x : y);
    boolean fits =
        picture.isPicture()
            && !factors.isPicture()
            && picture.rank() == factors.rank()
            && picture.axis() == factors.axis();
    if (!fits) {
      throw node.unsupported("products of such shapes are not supported");
    }
    List<String> inputs = List.of(picture.node(), factors.node());
    return to.add(new ScaleChannels(node.output(), inputs), picture, positive);
  }

  /** What {@code x f(x)} is for two functions f: SiLU and hard swish. */
  private static Optional<Activation> gate(FeatureMap x, FeatureMap gate, Translation to) {
    if (to.maker(gate).orElse(null) instanceof Activate activate
        && activate.input().equals(x.node())
        && x.rank() == gate.rank()
        && x.axis() == gate.axis()) {
      Activation function = activate.activation();
      if (function.kind() == Kind.SIGMOID) {
        return Optional.of(Activation.SILU);
      }
      if (function.kind() == Kind.HARD_SIGMOID
          && Math.abs(function.alpha() - 1.0 / 6) < FLOAT_ERROR
          && function.beta() == 0.5) {
        return Optional.of(Activation.HARD_SWISH);
      }
    }
    return Optional.empty();
  }

  private static Operand divide(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    return factor(node, to, to.features(node, 0), to.constant(node, 1), x -> 1 / x);
  }

  private static Operand normalise(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    if (in.axis() != FeatureMap.CHANNELS_FIRST
        || node.flag("training_mode")
        || node.integer("spatial", 1) == 0) {
      throw node.unsupported("expected a normalisation of channels by fixed statistics");
    }
    double epsilon = node.number("epsilon", 1e-5);
    double[] gamma = parameter(node, to, in, 1);
    double[] beta = parameter(node, to, in, 2);
    double[] mean = parameter(node, to, in, 3);
    double[] variance = parameter(node, to, in, 4);
    double[] factors = new double[gamma.length];
    double[] shifts = new double[gamma.length];
    for (int c = 0; c < factors.length; c++) {
      factors[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
      shifts[c] = beta[c] - mean[c] * factors[c];
    }
    return scaled(node, to, in, factors, shifts);
  }

  private static double[] parameter(OnnxNode node, Translation to, FeatureMap in, int index)
      throws UnsupportedGraphException, IOException {
    double[] numbers = to.constant(node, index).numbers();
    if (numbers.length != in.channels()) {
      throw node.unsupported(
          "expected %d numbers in input %d, found %d"
              .formatted(in.channels(), index + 1, numbers.length));
    }
    return numbers;
  }

  private static Operand shift(
      OnnxNode node, Translation to, FeatureMap x, Constant constant, int sign)
      throws UnsupportedGraphException {
    return scaled(node, to, x, each(x, 1), ofChannels(node, x, constant, c -> sign * c));
  }

  private static Operand factor(
      OnnxNode node, Translation to, FeatureMap x, Constant constant, DoubleUnaryOperator change)
      throws UnsupportedGraphException {
    return scaled(node, to, x, ofChannels(node, x, constant, change), each(x, 0));
  }

  private static double[] each(FeatureMap x, double value) {
    double[] values = new double[(int) x.channels()];
    Arrays.fill(values, value);
    return values;
  }

  private static Operand scaled(
      OnnxNode node, Translation to, FeatureMap x, double[] factors, double[] shifts) {
    return to.add(AffineFolding.of(node.output(), x.node(), factors, shifts), x, false);
  }

  private static Operand combine(
      OnnxNode node,
      Translation to,
      Operation operation,
      FeatureMap x,
      FeatureMap y,
      boolean positive)
      throws UnsupportedGraphException {
    if (!x.isShapedAs(y)) {
      throw node.unsupported("features of different shapes are not supported");
    }
    List<String> inputs = List.of(x.node(), y.node());
    return to.add(new Combine(node.output(), inputs, operation), x, positive);
  }

  /**
   * Returns a constant as one number for each channel, as it is broadcast over a feature map.
   *
   * @throws UnsupportedGraphException if it differs along another axis than that of the channels
   */
  static double[] ofChannels(
      OnnxNode node, FeatureMap features, Constant constant, DoubleUnaryOperator change)
      throws UnsupportedGraphException {
    long[] shape = constant.shape();
    long found = 1;
    for (int i = 0; i < shape.length; i++) {
      int axis = features.rank() - shape.length + i;
      if (shape[i] != 1 && axis != features.axis()) {
        throw node.unsupported(
            "constants that differ along axis %d are not supported".formatted(i));
      }
      found = axis == features.axis() ? shape[i] : found;
    }
    if (shape.length > features.rank() || (found != 1 && found != features.channels())) {
      throw node.unsupported(
          "expected a constant for %d channels, found the shape %s"
              .formatted(features.channels(), Arrays.toString(shape)));
    }
    double[] numbers = constant.numbers();
    double[] values = new double[(int) features.channels()];
    Arrays.setAll(values, c -> change.applyAsDouble(numbers[numbers.length == 1 ? 0 : c]));
    return values;
  }
}
