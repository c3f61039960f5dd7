package org.caption4j.encoder.zoo;

import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Finds the layer whose activation describes a photo: what the classifier reads.
 *
 * <p>The classifier is the last layer with a matrix or kernels: VGG's and AlexNet's thousand-way
 * output (before which stand 4096 numbers), SqueezeNet's and Darknet's last 1x1 convolution (whose
 * input is then averaged over the picture). Found by what layers are, never by what they are
 * called.
 */
final class FeatureLayer {
  private FeatureLayer() {}

  /**
   * Returns the feature layer's name.
   *
   * @throws IllegalArgumentException if the network branches behind its last matrix, or has none
   */
  static String of(Topology topology) {
    Step step = before(topology, topology.step(classifier(topology)));
    while (step.part() instanceof DropoutLayer) {
      step = before(topology, step);
    }
    return step.name();
  }

  /**
   * Returns the name of the last layer with a matrix or kernels.
   *
   * @throws IllegalArgumentException if the network branches behind it, or has none
   */
  static String classifier(Topology topology) {
    Step step = topology.step(topology.output());
    while (!step.hasMatrix()) {
      step = before(topology, step);
    }
    return step.name();
  }

  private static Step before(Topology topology, Step step) {
    if (step.inputs().size() != 1 || step.input().equals(topology.input())) {
      throw new IllegalArgumentException(
          "cannot tell which layer describes the photo: no classifier behind " + step.name());
    }
    return topology.step(step.input());
  }
}
