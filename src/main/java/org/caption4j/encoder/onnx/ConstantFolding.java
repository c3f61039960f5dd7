package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes what depends on constants only. */
final class ConstantFolding {
  /** More numbers than any layer has. */
  private static final long LARGEST = 1 << 27;

  private final OnnxNode node;
  private final Translation translation;

  private ConstantFolding(OnnxNode node, Translation translation) {
    this.node = node;
    this.translation = translation;
  }

  /**
   * Computes a node.
   *
   * @return its result, or empty if it reads what is no constant, or its operator is not known here
   * @throws UnsupportedGraphException if the operator is used in a way that has no equal here
   * @throws IOException if the constants are damaged
   */
  static Optional<Constant> fold(OnnxNode node, Translation translation)
      throws UnsupportedGraphException, IOException {
    if (!translation.isConstant(node)) {
      return Optional.empty();
    }
    try {
      return new ConstantFolding(node, translation).fold();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw node.unsupported(e.getMessage());
    }
  }

  private Optional<Constant> fold() throws UnsupportedGraphException, IOException {
    return switch (node.operator()) {
      case "Identity" -> Optional.of(input(0));
      case "Cast" -> Optional.of(cast());
      case "Add" -> Optional.of(combine((x, y) -> x + y));
      case "Sub" -> Optional.of(combine((x, y) -> x - y));
      case "Mul" -> Optional.of(combine((x, y) -> x * y));
      case "Div" -> Optional.of(combine((x, y) -> x / y));
      case "Sqrt" -> Optional.of(squareRoot());
      case "Reshape" -> Optional.of(reshape());
      case "Squeeze" -> Optional.of(squeeze());
      case "Unsqueeze" -> Optional.of(unsqueeze());
      case "Transpose" -> Optional.of(transpose());
      default -> Optional.empty();
    };
  }

  private Constant input(int index) throws UnsupportedGraphException, IOException {
    return translation.constant(node, index);
  }

  private Constant cast() throws UnsupportedGraphException, IOException {
    long to = node.integer("to", 0);
    if (to != DataType.FLOAT_VALUE && to != DataType.DOUBLE_VALUE) {
      throw node.unsupported("only casts to float32 are supported");
    }
    return new Constant(input(0).weights());
  }

  private Constant combine(DoubleBinaryOperator operation)
      throws UnsupportedGraphException, IOException {
    Constant x = numbers(0);
    Constant y = numbers(1);
    int rank = Math.max(x.shape().length, y.shape().length);
    long[] left = padded(x.shape(), rank);
    long[] right = padded(y.shape(), rank);
    long[] shape = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      if (left[axis] != right[axis] && left[axis] != 1 && right[axis] != 1) {
        throw node.unsupported(
            "shapes %s and %s do not fit".formatted(Arrays.toString(left), Arrays.toString(right)));
      }
      shape[axis] = left[axis] == 1 ? right[axis] : left[axis];
    }
    double[] a = x.numbers();
    double[] b = y.numbers();
    float[] result = new float[length(shape)];
    for (int i = 0; i < result.length; i++) {
      double value = operation.applyAsDouble(a[place(i, shape, left)], b[place(i, shape, right)]);
      result[i] = (float) value;
    }
    return of(result, shape);
  }

  /** Integers are divided otherwise. */
  private Constant numbers(int index) throws UnsupportedGraphException, IOException {
    Constant constant = input(index);
    if (constant.isInteger()) {
      throw node.unsupported("arithmetic of integers is not supported");
    }
    return constant;
  }

  private static long[] padded(long[] shape, int rank) {
    long[] padded = new long[rank];
    Arrays.fill(padded, 1);
    System.arraycopy(shape, 0, padded, rank - shape.length, shape.length);
    return padded;
  }

  private int length(long... shape) throws UnsupportedGraphException {
    long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (length > LARGEST) {
      throw node.unsupported("%d numbers are not supported".formatted(length));
    }
    return (int) length;
  }

  /** Where the number at a place of the result comes from, in an array that is broadcast. */
  private static int place(int index, long[] shape, long[] own) {
    long rest = index;
    long place = 0;
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place += own[axis] == 1 ? 0 : rest % shape[axis] * stride;
      rest /= shape[axis];
      stride *= own[axis];
    }
    return (int) place;
  }

  private Constant squareRoot() throws UnsupportedGraphException, IOException {
    Constant x = numbers(0);
    double[] numbers = x.numbers();
    float[] roots = new float[numbers.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(numbers[i]);
    }
    return of(roots, x.shape());
  }

  private static Constant of(float[] numbers, long... shape) {
    INDArray array = Nd4j.createFromArray(numbers);
    return new Constant(array.reshape('c', single(shape)));
  }

  /** A single number has one axis here. */
  private static long[] single(long... shape) {
    return shape.length == 0 ? new long[] {1} : shape;
  }

  private Constant reshape() throws UnsupportedGraphException, IOException {
    Constant x = input(0);
    long[] target = input(1).integers();
    boolean zeros = node.flag("allowzero");
    long known = 1;
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && !zeros) {
        target[i] = i < x.shape().length ? x.shape()[i] : 1;
      }
      open = target[i] == -1 ? i : open;
      known = target[i] == -1 ? known : Math.multiplyExact(known, target[i]);
    }
    if (open >= 0) {
      target[open] = x.array().length() / known;
    }
    return shaped(x, target);
  }

  private Constant squeeze() throws UnsupportedGraphException, IOException {
    Constant x = input(0);
    long[] shape = x.shape();
    boolean[] gone = new boolean[shape.length];
    Optional<long[]> axes = translation.integers(node, "axes", 1);
    for (int axis = 0; axis < shape.length; axis++) {
      gone[axis] = axes.isEmpty() && shape[axis] == 1;
    }
    for (long axis : axes.orElse(new long[0])) {
      gone[(int) Math.floorMod(axis, (long) shape.length)] = true;
    }
    return shaped(
        x,
        IntStream.range(0, shape.length).filter(i -> !gone[i]).mapToLong(i -> shape[i]).toArray());
  }

  private Constant unsqueeze() throws UnsupportedGraphException, IOException {
    Constant x = input(0);
    long[] axes = translation.integers(node, "axes", 1).orElse(new long[0]);
    long[] shape = new long[x.shape().length + axes.length];
    for (long axis : axes) {
      shape[(int) Math.floorMod(axis, (long) shape.length)] = 1;
    }
    int next = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = shape[axis] == 1 ? 1 : x.shape()[next++];
    }
    return shaped(x, shape);
  }

  private Constant shaped(Constant x, long... shape) throws UnsupportedGraphException {
    if (length(shape) != x.array().length()) {
      throw node.unsupported("expected as many numbers as before");
    }
    return new Constant(x.array().reshape('c', single(shape)));
  }

  private Constant transpose() throws UnsupportedGraphException, IOException {
    Constant x = input(0);
    int rank = x.shape().length;
    long[] order =
        node.integers("perm")
            .orElseGet(() -> IntStream.range(0, rank).mapToLong(i -> rank - 1L - i).toArray());
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, LongStream.range(0, rank).toArray())) {
      throw node.unsupported("perm %s is not supported".formatted(Arrays.toString(order)));
    }
    if (rank == 0) {
      return x;
    }
    return new Constant(
        x.array().permute(Arrays.stream(order).mapToInt(Math::toIntExact).toArray()));
  }
}
