package org.caption4j.encoder.zoo;

/** A network has a layer that is not known here. The message names it and its kind. */
public final class UnsupportedLayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnsupportedLayerException(String layer, Object kind) {
    this(layer, kind, "");
  }

  UnsupportedLayerException(String layer, Object kind, String detail) {
    super(
        "layer '"
            + layer
            + "' is of an unsupported kind: "
            + kind.getClass().getSimpleName()
            + (detail.isEmpty() ? "" : " " + detail));
  }
}
