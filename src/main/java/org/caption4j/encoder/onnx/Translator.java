package org.caption4j.encoder.onnx;

import java.io.IOException;

/** Makes nodes of this project's own of an operator. */
interface Translator {
  /**
   * Translates one node.
   *
   * @param node the node
   * @param to where what it reads is, and where nodes are added
   * @return the node's first result
   * @throws UnsupportedGraphException if the operator is used in a way that has no equal here
   * @throws IOException if its weights are damaged
   * @throws IllegalArgumentException if what it reads has a shape that it cannot take
   */
  Operand translate(OnnxNode node, Translation to) throws UnsupportedGraphException, IOException;
}
