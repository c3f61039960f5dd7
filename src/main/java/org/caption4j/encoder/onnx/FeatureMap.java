package org.caption4j.encoder.onnx;

import java.util.Arrays;

/**
 * What a photo becomes. A picture has the ONNX shape [n, c, h, w] or [n, h, w, c]; a vector has, in
 * its ONNX shape, one axis besides that of the photos that is longer than 1, as [n, d] and [n, d,
 * 1, 1].
 *
 * @param node the node that makes it
 * @param shape its shape in {@link org.caption4j.encoder.Network}: {h, w, c} or {d}; h and w are
 *     those for photos of one size
 * @param rank how many axes its ONNX shape has
 * @param axis the one of them that counts channels
 * @param positive whether no number in it is below zero, whatever the photo
 */
record FeatureMap(String node, long[] shape, int rank, int axis, boolean positive)
    implements Operand {
  static final int CHANNELS_FIRST = 1;

  boolean isPicture() {
    return shape.length == 3;
  }

  /** Returns whether this is a picture of one place. */
  boolean isPixel() {
    return isPicture() && shape[0] == 1 && shape[1] == 1;
  }

  /** Returns whether this is a picture [n, c, h, w], which convolutions and pools read. */
  boolean isChannelsFirst() {
    return isPicture() && axis == CHANNELS_FIRST;
  }

  /** Returns whether this is a vector [n, d]. */
  boolean isRow() {
    return !isPicture() && rank == 2;
  }

  long channels() {
    return shape[shape.length - 1];
  }

  /** Returns how many numbers one photo has. */
  long length() {
    return isPicture() ? shape[0] * shape[1] * shape[2] : shape[0];
  }

  /** Returns its ONNX shape without the axis of the photos. */
  long[] dimensions() {
    long[] dimensions = new long[rank - 1];
    Arrays.fill(dimensions, 1);
    if (isPicture()) {
      int row = axis == CHANNELS_FIRST ? 2 : 1;
      dimensions[row - 1] = shape[0];
      dimensions[row] = shape[1];
    }
    dimensions[axis - 1] = channels();
    return dimensions;
  }

  /** Returns the same numbers under another ONNX shape. */
  FeatureMap reshaped(int newRank, int newAxis) {
    return new FeatureMap(node, shape, newRank, newAxis, positive);
  }

  /** Returns whether two have the same ONNX shape. */
  boolean isShapedAs(FeatureMap other) {
    return Arrays.equals(shape, other.shape) && rank == other.rank && axis == other.axis;
  }
}
