package org.caption4j.train;

import java.util.List;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Node;

/** The layers of a network that can be trained: convolutions and matrices. */
final class WeightLayers {
  private WeightLayers() {}

  /** Returns whether a node has weights that can be trained. */
  static boolean has(Node node) {
    return node instanceof Convolve || node instanceof Dense;
  }

  /** Returns all of a network's layers, in the order in which they run. */
  static List<Node> all(Network network) {
    return network.nodes().stream().filter(WeightLayers::has).toList();
  }

  /**
   * Returns a network's last layers, in the order in which they run.
   *
   * @param count how many
   * @throws IllegalArgumentException if the network has fewer
   */
  static List<Node> last(Network network, int count) {
    List<Node> all = all(network);
    if (count > all.size()) {
      throw new IllegalArgumentException(
          "expected at most %d layers to train, as many as there are, but found %d"
              .formatted(all.size(), count));
    }
    return all.subList(all.size() - count, all.size());
  }
}
