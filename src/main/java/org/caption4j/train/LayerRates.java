package org.caption4j.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.caption4j.encoder.node.WeightedNode;

/**
 * Learning rates of an encoder's layers: what its first layers see, edges and colours, serves any
 * task, so they move less (Howard and Ruder 2018, discriminative fine-tuning).
 *
 * @param parts the parts of the flat weights, one a layer, in their order
 */
record LayerRates(List<Part> parts) {
  /**
   * One layer's weights in the flat vector.
   *
   * @param from the first number
   * @param to the number behind the last
   * @param factor on the rate of the last layer
   */
  record Part(long from, long to, double factor) {}

  /**
   * Rates that fall geometrically from the last layer to the first.
   *
   * @param layers in the order in which they run
   * @param weights of these layers
   * @param firstFactor the first layer's rate over the last layer's, in (0, 1]
   */
  static LayerRates of(List<WeightedNode> layers, FlatWeights weights, double firstFactor) {
    List<Part> parts = new ArrayList<>();
    long from = 0;
    for (int k = 0; k < layers.size(); k++) {
      double depth = layers.size() == 1 ? 0 : 1 - (double) k / (layers.size() - 1);
      long to = from + weights.length(layers.get(k).name());
      parts.add(new Part(from, to, Math.pow(firstFactor, depth)));
      from = to;
    }
    return new LayerRates(Collections.unmodifiableList(parts));
  }
}
