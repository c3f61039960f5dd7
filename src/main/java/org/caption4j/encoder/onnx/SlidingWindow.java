package org.caption4j.encoder.onnx;

import java.util.Arrays;
import java.util.List;
import org.caption4j.encoder.node.Pad;
import org.caption4j.tensor.Window;

/**
 * How a convolution or a pool of the file slides over a picture.
 *
 * @param window without padding that is not the same on both sides
 * @param margins rows above, columns left, rows below and columns right that are missing in it
 */
record SlidingWindow(Window window, List<Long> margins) {
  private static final int AXES = 2;

  /**
   * Reads the attributes.
   *
   * @param kernel rows and columns
   * @throws UnsupportedGraphException if they have no equal here
   */
  static SlidingWindow of(OnnxNode node, long... kernel) throws UnsupportedGraphException {
    if (kernel.length != AXES) {
      throw node.unsupported("expected a kernel of rows and columns");
    }
    long[] strides = ones(node, "strides");
    long[] dilations = ones(node, "dilations");
    String automatic = node.text("auto_pad", "NOTSET");
    if (automatic.startsWith("SAME") && dilations[0] * dilations[1] > 1) {
      throw node.unsupported("dilations with auto_pad %s are not supported".formatted(automatic));
    }
    long[] pads = new long[2 * AXES];
    boolean same = false;
    switch (automatic) {
      case "NOTSET" -> pads = node.integers("pads").orElse(pads);
      case "VALID" -> same = false;
      case "SAME_UPPER" -> same = !Arrays.equals(kernel, new long[] {1, 1});
      default -> throw node.unsupported("auto_pad %s is not supported".formatted(automatic));
    }
    if (pads.length != 2 * AXES || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
      throw node.unsupported("pads %s are not supported".formatted(Arrays.toString(pads)));
    }
    boolean symmetric = pads[0] == pads[2] && pads[1] == pads[3];
    Window window =
        new Window(
            Math.toIntExact(kernel[0]),
            Math.toIntExact(kernel[1]),
            Math.toIntExact(strides[0]),
            Math.toIntExact(strides[1]),
            symmetric ? Math.toIntExact(pads[0]) : 0,
            symmetric ? Math.toIntExact(pads[1]) : 0,
            Math.toIntExact(dilations[0]),
            Math.toIntExact(dilations[1]),
            same);
    return new SlidingWindow(window, symmetric ? List.of() : Arrays.stream(pads).boxed().toList());
  }

  private static long[] ones(OnnxNode node, String attribute) throws UnsupportedGraphException {
    long[] values = node.integers(attribute).orElse(new long[] {1, 1});
    if (values.length != AXES || Arrays.stream(values).anyMatch(value -> value < 1)) {
      throw node.unsupported(
          "%s %s are not supported".formatted(attribute, Arrays.toString(values)));
    }
    return values;
  }

  /** Returns whether every place has the padding that the window gives it. */
  boolean isSymmetric() {
    return margins.isEmpty();
  }

  /** Returns the picture with the zeros around it that the window lacks. */
  FeatureMap padded(OnnxNode node, FeatureMap picture, Translation to) {
    if (isSymmetric()) {
      return picture;
    }
    Pad pad =
        new Pad(
            to.derived(node, "padded"),
            picture.node(),
            Math.toIntExact(margins.get(0)),
            Math.toIntExact(margins.get(2)),
            Math.toIntExact(margins.get(1)),
            Math.toIntExact(margins.get(3)));
    return to.add(pad, picture, picture.positive());
  }
}
