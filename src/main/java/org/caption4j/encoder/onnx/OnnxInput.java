package org.caption4j.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Collection;
import org.caption4j.BadInputException;

/**
 * Where a network takes its photos. What it leaves open is -1.
 *
 * @param name of the input
 * @param batch how many photos it takes at once
 * @param height of a photo
 * @param width of a photo
 * @param channelsLast whether photos are [n, h, w, 3], otherwise [n, 3, h, w]
 */
record OnnxInput(String name, long batch, long height, long width, boolean channelsLast) {
  private static final int CHANNELS = 3;

  /**
   * Finds the input of photos.
   *
   * @param file the network, for messages
   * @param inputs all inputs it has
   * @throws BadInputException if there is not exactly one, or it takes something else
   */
  static OnnxInput of(Path file, Collection<NodeInfo> inputs) throws BadInputException {
    if (inputs.size() != 1) {
      throw new BadInputException(
          "%s: expected a network with one input, photos [n, 3, h, w], but found %s"
              .formatted(file, inputs.isEmpty() ? "none" : OnnxShape.list(inputs)));
    }
    NodeInfo input = inputs.iterator().next();
    if (input.getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == 4) {
      long[] shape = tensor.getShape();
      boolean open = shape[1] < 0 && shape[3] != CHANNELS;
      if (shape[1] == CHANNELS || open) {
        return new OnnxInput(input.getName(), shape[0], shape[2], shape[3], false);
      }
      if (shape[3] == CHANNELS) {
        return new OnnxInput(input.getName(), shape[0], shape[1], shape[2], true);
      }
    }
    throw new BadInputException(
        "%s: expected an input of photos, float32 [n, 3, h, w] or [n, h, w, 3], but found %s"
            .formatted(file, OnnxShape.text(input)));
  }

  /** Returns whether photos of this size are taken. */
  boolean takes(long photoHeight, long photoWidth) {
    return (height < 0 || height == photoHeight) && (width < 0 || width == photoWidth);
  }

  /** Returns the size of its photos, width first. */
  String size() {
    return (width < 0 ? "any" : width) + "x" + (height < 0 ? "any" : height);
  }

  /** Returns the shape of n photos as the network takes them. */
  long[] shape(long n, long photoHeight, long photoWidth) {
    return channelsLast
        ? new long[] {n, photoHeight, photoWidth, CHANNELS}
        : new long[] {n, CHANNELS, photoHeight, photoWidth};
  }
}
