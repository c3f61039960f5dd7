package org.caption4j.encoder;

/** What a file of tensors calls a layer's parameter. */
public interface TensorNames {
  /**
   * Returns a tensor's name.
   *
   * @param layer the layer's name
   * @param parameter the parameter's name
   */
  String of(String layer, String parameter);

  /** Returns whether dense weights are stored as [o, i] rather than [i, o]. */
  boolean denseIsTransposed();

  /** DL4J's own names, as {@code layer/parameter}, in DL4J's own shapes. */
  static TensorNames asLayers() {
    return new TensorNames() {
      @Override
      public String of(String layer, String parameter) {
        return layer + "/" + parameter;
      }

      @Override
      public boolean denseIsTransposed() {
        return false;
      }
    };
  }
}
