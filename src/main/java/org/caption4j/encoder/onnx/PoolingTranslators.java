package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Pool;
import org.caption4j.tensor.Window;

/** Maxima and means under a window, and over all places. */
final class PoolingTranslators {
  private PoolingTranslators() {}

  static void register(Map<String, Translator> registry) {
    registry.put("MaxPool", PoolingTranslators::maximum);
    registry.put("AveragePool", PoolingTranslators::average);
    registry.put("GlobalMaxPool", (node, to) -> global(node, to, Pool.Kind.MAX));
    registry.put("GlobalAveragePool", (node, to) -> global(node, to, Pool.Kind.AVERAGE));
    registry.put("ReduceMax", (node, to) -> reduce(node, to, Pool.Kind.MAX));
    registry.put("ReduceMean", (node, to) -> reduce(node, to, Pool.Kind.AVERAGE));
  }

  private static Operand maximum(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.picture(node, 0);
    SlidingWindow sliding = window(node);
    if (!sliding.isSymmetric() && !in.positive()) { // zeros could be the maximum
      throw node.unsupported("pads of different sizes are supported behind a ReLU only");
    }
    return pool(node, to, in, Pool.Kind.MAX, sliding, false);
  }

  private static Operand average(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.picture(node, 0);
    SlidingWindow sliding = window(node);
    boolean countsPadding = node.flag("count_include_pad");
    if (!sliding.isSymmetric() && !countsPadding) {
      throw node.unsupported("pads of different sizes are supported where they count only");
    }
    return pool(node, to, in, Pool.Kind.AVERAGE, sliding, countsPadding);
  }

  private static SlidingWindow window(OnnxNode node) throws UnsupportedGraphException {
    if (node.flag("ceil_mode")) {
      throw node.unsupported("ceil_mode 1 is not supported");
    }
    SlidingWindow sliding =
        SlidingWindow.of(node, node.integers("kernel_shape").orElse(new long[0]));
    Window window = sliding.window();
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
      throw node.unsupported("dilations are not supported");
    }
    return sliding;
  }

  private static Operand pool(
      OnnxNode node,
      Translation to,
      FeatureMap in,
      Pool.Kind kind,
      SlidingWindow sliding,
      boolean countsPadding) {
    String source = sliding.padded(node, in, to).node();
    return to.add(
        new Pool(node.output(), source, kind, sliding.window(), 0, countsPadding),
        in,
        in.positive());
  }

  private static Operand global(OnnxNode node, Translation to, Pool.Kind kind)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    if (in.rank() != 4 || in.axis() != FeatureMap.CHANNELS_FIRST) {
      throw node.unsupported("expected features [n, c, h, w], found another shape");
    }
    return in.isPicture() ? pooled(node, to, in, kind) : in;
  }

  private static FeatureMap pooled(OnnxNode node, Translation to, FeatureMap in, Pool.Kind kind) {
    return to.add(new GlobalPool(node.output(), in.node(), kind, 0), in, in.positive());
  }

  private static Operand reduce(OnnxNode node, Translation to, Pool.Kind kind)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    Set<Integer> axes = new TreeSet<>();
    for (long axis : to.integers(node, "axes", 1).orElse(new long[0])) {
      axes.add((int) Math.floorMod(axis, (long) in.rank()));
    }
    boolean places = axes.size() == in.rank() - 2 && !axes.contains(0) && !axes.contains(in.axis());
    if (!places) {
      throw node.unsupported(
          "expected a reduction of rows and columns, found axes %s of %s"
              .formatted(axes, Arrays.toString(in.dimensions())));
    }
    FeatureMap vector = in.isPicture() ? pooled(node, to, in, kind) : in;
    return node.integer("keepdims", 1) == 0 ? vector.reshaped(2, 1) : vector;
  }
}
