package org.caption4j.encoder;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a family of files stores a network's parameters: under which names, and with which order of
 * axes. {@link WeightSource} says what networks themselves expect.
 */
public interface TensorLayout {
  /**
   * Returns a tensor's name.
   *
   * @param layer the layer's name
   * @param parameter the parameter's name
   */
  String name(String layer, String parameter);

  /**
   * Returns the shape of a tensor in such a file.
   *
   * @param layer the layer's name
   * @param shape the parameter's shape in the network
   */
  long[] stored(String layer, long... shape);

  /**
   * Brings a tensor's axes into the network's order.
   *
   * @param layer the layer's name
   * @param stored as the file has it, never written to
   * @return the same numbers in the network's order, as a view or as a copy
   */
  INDArray restore(String layer, INDArray stored);

  /** The network's own names, as {@code layer/parameter}, in the network's own shapes. */
  static TensorLayout asLayers() {
    return new TensorLayout() {
      @Override
      public String name(String layer, String parameter) {
        return layer + "/" + parameter;
      }

      @Override
      public long[] stored(String layer, long... shape) {
        return shape;
      }

      @Override
      public INDArray restore(String layer, INDArray stored) {
        return stored;
      }
    };
  }
}
