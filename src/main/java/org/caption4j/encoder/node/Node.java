package org.caption4j.encoder.node;

import java.util.List;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of a network: named arrays in, one array out under the node's own name.
 *
 * <p>Shapes are those of one photo: {h, w, c} for a picture, {d} for a vector. The arrays have the
 * batch in front: [n, h, w, c] or [n, d], float32.
 */
public sealed interface Node
    permits Activate,
        BatchNormalise,
        Combine,
        Concatenate,
        Crop,
        Flatten,
        GlobalPool,
        L2Normalise,
        NormaliseAcrossChannels,
        Pad,
        Pool,
        Scale,
        ScaleChannels,
        SelectChannels,
        SpaceToDepth,
        Upsample,
        WeightedNode {

  /** Returns the name of what comes out. */
  String name();

  /** Returns the names of what goes in. */
  List<String> inputs();

  /** Returns a copy that reads other inputs, as many. */
  Node reading(List<String> inputs);

  /**
   * Returns the shape of what comes out for one photo.
   *
   * @param inputs the shapes of what goes in
   * @throws IllegalArgumentException if such inputs cannot be taken
   */
  long[] shape(List<long[]> inputs);

  /**
   * Computes.
   *
   * @param inputs what goes in
   * @param out where the result is written, of the right shape; the first input itself where {@link
   *     #overwrites} allows it
   */
  void run(List<INDArray> inputs, INDArray out);

  /** Returns whether the result may be written over the first input. */
  default boolean overwrites() {
    return false;
  }

  /** Checks that a shape is a picture's. */
  static long[] picture(Node node, long[] shape) {
    if (shape.length != 3) {
      throw new IllegalArgumentException(node.name() + ": takes a picture, found a vector");
    }
    return shape;
  }

  /** Checks that a number of channels is what the weights were made for. */
  static void channels(Node node, long expected, long found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          node.name() + ": takes " + expected + " channels, found " + found);
    }
  }

  /** Returns the shape under a window. */
  static long[] under(Node node, Window window, long[] in, long channels) {
    long height = window.outputHeight(picture(node, in)[0]);
    long width = window.outputWidth(in[1]);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          node.name() + ": a picture of " + in[1] + "x" + in[0] + " is too small for its window");
    }
    return new long[] {height, width, channels};
  }
}
