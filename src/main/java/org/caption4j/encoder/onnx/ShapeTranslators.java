package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import onnx.Onnx.TensorProto.DataType;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Pad;

/** What changes the shape of features, or nothing. */
final class ShapeTranslators {
  private static final int PICTURE = 4;

  private ShapeTranslators() {}

  static void register(Map<String, Translator> registry) {
    registry.put("Identity", (node, to) -> to.features(node, 0));
    registry.put("Dropout", ShapeTranslators::dropout);
    registry.put("Cast", ShapeTranslators::cast);
    registry.put("Flatten", ShapeTranslators::flatten);
    registry.put("Reshape", ShapeTranslators::reshape);
    registry.put("Squeeze", ShapeTranslators::squeeze);
    registry.put("Unsqueeze", ShapeTranslators::unsqueeze);
    registry.put("Transpose", ShapeTranslators::transpose);
    registry.put("Concat", ShapeTranslators::concatenate);
    registry.put("Pad", ShapeTranslators::pad);
  }

  private static Operand dropout(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (node.reads(2) && to.constant(node, 2).numbers()[0] != 0) {
      throw node.unsupported("training_mode is not supported");
    }
    return to.features(node, 0);
  }

  private static Operand cast(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (node.integer("to", 0) != DataType.FLOAT_VALUE) {
      throw node.unsupported("only casts to float32 are supported");
    }
    return to.features(node, 0);
  }

  private static Operand flatten(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    long axis = node.integer("axis", 1);
    if (axis != 1 && axis != 1 - in.rank()) {
      throw node.unsupported("axis %d is not supported".formatted(axis));
    }
    return to.flat(node, node.output(), in);
  }

  private static Operand reshape(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    long[] shape = ofPhoto(node, to, in, to.constant(node, 1).integers());
    if (Arrays.equals(shape, in.dimensions())) {
      return in;
    }
    int axis = 1;
    for (int i = 0; i < shape.length; i++) {
      axis = shape[i] == in.length() && in.length() > 1 ? i + 1 : axis;
    }
    if (shape[axis - 1] != in.length()) {
      throw node.unsupported("only shapes [n, d] are supported");
    }
    return to.flat(node, node.output(), in).reshaped(shape.length + 1, axis);
  }

  /** The new shape of one photo's numbers; what is left open, or copied, is filled in. */
  private static long[] ofPhoto(OnnxNode node, Translation to, FeatureMap in, long... target)
      throws UnsupportedGraphException {
    long[] old = in.dimensions();
    if (target.length < 2) {
      throw node.unsupported("only shapes [n, d] are supported");
    }
    long[] shape = Arrays.copyOfRange(target, 1, target.length);
    boolean copies = !node.flag("allowzero");
    int open = -1;
    long known = 1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0 && copies && i < old.length) {
        shape[i] = old[i];
      }
      open = shape[i] == -1 ? i : open;
      known *= shape[i] == -1 ? 1 : shape[i];
    }
    boolean photos = target[0] == -1 || (target[0] == 0 && copies) || target[0] == to.batch();
    if (open >= 0 && known > 0 && target[0] != -1) {
      shape[open] = in.length() / known;
      known *= shape[open];
    }
    if (!photos || known != in.length()) {
      throw node.unsupported(
          "expected n photos to stay apart, found the shape %s".formatted(Arrays.toString(target)));
    }
    return shape;
  }

  private static Operand squeeze(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.withoutPlaces(node, to.features(node, 0));
    TreeSet<Integer> axes = new TreeSet<>();
    for (long axis : to.integers(node, "axes", 1).orElse(new long[0])) {
      axes.add((int) Math.floorMod(axis, (long) in.rank()));
    }
    if (in.isPicture() || axes.isEmpty() || axes.contains(0) || axes.contains(in.axis())) {
      throw node.unsupported("expected axes of length 1 behind that of the photos");
    }
    return in.reshaped(in.rank() - axes.size(), in.axis() - axes.headSet(in.axis()).size());
  }

  private static Operand unsqueeze(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    long[] axes = to.integers(node, "axes", 1).orElse(new long[0]);
    boolean[] added = new boolean[in.rank() + axes.length];
    for (long axis : axes) {
      added[(int) Math.floorMod(axis, (long) added.length)] = true;
    }
    if (in.isPicture() || added[0]) {
      throw node.unsupported("expected vectors, and axes behind that of the photos");
    }
    int axis = 0;
    for (int old = -1; old < in.axis(); axis++) {
      old += added[axis] ? 0 : 1;
    }
    return in.reshaped(added.length, axis - 1);
  }

  /** A picture's channels move to the end or back, which changes nothing in this project. */
  private static Operand transpose(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    List<Long> order = Arrays.stream(node.integers("perm").orElse(new long[0])).boxed().toList();
    boolean complete = order.stream().sorted().toList().equals(axes(in.rank()));
    int axis = order.indexOf((long) in.axis());
    if (!complete
        || order.get(0) != 0
        || (in.isPicture() && !keepsPlaces(order, in.axis(), axis))) {
      throw node.unsupported("perm %s is not supported".formatted(order));
    }
    return in.reshaped(in.rank(), axis);
  }

  private static List<Long> axes(int rank) {
    return LongStream.range(0, rank).boxed().toList();
  }

  private static boolean keepsPlaces(List<Long> order, int before, int after) {
    long row = before == FeatureMap.CHANNELS_FIRST ? 2 : 1;
    return after != 2 && order.indexOf(row) < order.indexOf(row + 1);
  }

  private static Operand concatenate(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap first = to.features(node, 0);
    List<FeatureMap> all = to.allFeatures(node);
    boolean positive = true;
    for (FeatureMap next : all) {
      boolean alike =
          next.isPicture() == first.isPicture()
              && next.rank() == first.rank()
              && next.axis() == first.axis();
      if (!alike) {
        throw node.unsupported("features of different shapes are not supported");
      }
      positive &= next.positive();
    }
    if (Math.floorMod(node.integer("axis", 1), (long) first.rank()) != first.axis()) {
      throw node.unsupported("expected channels to be laid behind each other");
    }
    List<String> inputs = all.stream().map(FeatureMap::node).toList();
    return to.add(new Concatenate(node.output(), inputs), first, positive);
  }

  /** Pads are as many at the begin of all axes, then as many at the end. */
  private static Operand pad(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    long[] pads = to.integers(node, "pads", 1).orElse(new long[0]);
    String mode = node.text("mode", "constant");
    double value = node.reads(2) ? to.constant(node, 2).numbers()[0] : node.number("value", 0);
    boolean zeros = mode.equals("constant") && value == 0 && !node.reads(3);
    if (zeros && Arrays.stream(pads).allMatch(pad -> pad == 0)) {
      return in;
    }
    int row = in.axis() == FeatureMap.CHANNELS_FIRST ? 2 : 1;
    boolean places = pads.length == 2 * PICTURE && Arrays.stream(pads).allMatch(pad -> pad >= 0);
    for (int i = 0; places && i < pads.length; i++) {
      int axis = i % PICTURE;
      places = pads[i] == 0 || axis == row || axis == row + 1;
    }
    if (!zeros || !places || !in.isPicture()) {
      throw node.unsupported("only zeros around pictures are supported");
    }
    Pad pad =
        new Pad(
            node.output(),
            in.node(),
            Math.toIntExact(pads[row]),
            Math.toIntExact(pads[PICTURE + row]),
            Math.toIntExact(pads[row + 1]),
            Math.toIntExact(pads[PICTURE + row + 1]));
    return to.add(pad, in, in.positive());
  }
}
