package org.caption4j.encoder.onnx;

/**
 * A graph cannot become a network of this project's own nodes. The message names the node and the
 * operator in the way.
 */
final class UnsupportedGraphException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedGraphException(String message) {
    super(message);
  }
}
