package org.caption4j.train;

import java.util.List;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.WeightedNode;

/** The layers of a network that can be trained. */
final class WeightLayers {
  private WeightLayers() {}

  /**
   * Returns a network's last layers, in the order in which they run.
   *
   * @param count how many
   * @throws IllegalArgumentException if the network has fewer
   */
  static List<WeightedNode> last(Network network, int count) {
    List<WeightedNode> all = network.weightedNodes();
    if (count > all.size()) {
      throw new IllegalArgumentException(
          "expected at most %d layers to train, as many as there are, but found %d"
              .formatted(all.size(), count));
    }
    return all.subList(all.size() - count, all.size());
  }
}
