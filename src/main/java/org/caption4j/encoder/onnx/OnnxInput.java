package org.caption4j.encoder.onnx;

import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;

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
   * @param graph the network
   * @throws BadInputException if there is not exactly one, or it takes something else
   */
  static OnnxInput of(OnnxGraph graph) throws BadInputException {
    List<OnnxValue> inputs = graph.inputs();
    if (inputs.size() != 1) {
      throw new BadInputException(
          "%s: expected a network with one input, photos [n, 3, h, w], but found %s"
              .formatted(graph.path(), inputs.isEmpty() ? "none" : OnnxValue.list(inputs)));
    }
    OnnxValue input = inputs.get(0);
    List<Long> shape = input.dimensions();
    if (input.isFloat() && shape.size() == 4) {
      boolean open = shape.get(1) < 0 && shape.get(3) != CHANNELS;
      if (shape.get(1) == CHANNELS || open) {
        return new OnnxInput(input.name(), shape.get(0), shape.get(2), shape.get(3), false);
      }
      if (shape.get(3) == CHANNELS) {
        return new OnnxInput(input.name(), shape.get(0), shape.get(1), shape.get(2), true);
      }
    }
    throw new BadInputException(
        "%s: expected an input of photos, float32 [n, 3, h, w] or [n, h, w, 3], but found %s"
            .formatted(graph.path(), input.text()));
  }

  /** Returns whether photos of this size are taken. */
  boolean takes(long photoHeight, long photoWidth) {
    return (height < 0 || height == photoHeight) && (width < 0 || width == photoWidth);
  }

  /**
   * Checks that prepared photos are of a size that is taken.
   *
   * @param file the network, for messages
   * @throws BadInputException if not
   */
  void requireSize(Path file, Preprocessing photos) throws BadInputException {
    if (!takes(photos.height(), photos.width())) {
      throw new BadInputException(
          "%s: expected photos of %s pixels, as its input takes them, but the preprocessing makes them %dx%d"
              .formatted(file, size(), photos.width(), photos.height()));
    }
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
