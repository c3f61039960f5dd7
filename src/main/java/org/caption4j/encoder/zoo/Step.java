package org.caption4j.encoder.zoo;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/**
 * A layer or vertex of a DL4J configuration and where it stands.
 *
 * @param name its name, under which others read it
 * @param inputs the names that it reads
 * @param part DL4J's {@code Layer} or {@code GraphVertex}
 * @param preProcessor what DL4J does to the input first, or null
 */
record Step(String name, List<String> inputs, Object part, InputPreProcessor preProcessor) {
  /** Returns the only input of a layer. */
  String input() {
    return inputs.get(0);
  }

  /** Returns whether this is a layer with a matrix or kernels. */
  boolean hasMatrix() {
    return part instanceof BaseOutputLayer
        || part instanceof ConvolutionLayer
        || part instanceof DenseLayer;
  }
}
