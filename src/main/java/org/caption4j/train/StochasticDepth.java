package org.caption4j.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;

/**
 * Stochastic depth (Huang et al. 2016), also known as drop path: in a training step the branch of a
 * residual block is left out for some photos, and made larger for the others so that its mean stays
 * the same. The rate grows linearly from the first block to the last.
 *
 * @param rates of being left out, by the name of the branch's last layer
 */
public record StochasticDepth(Map<String, Double> rates) {
  /** Nothing is left out. */
  static final StochasticDepth NONE = new StochasticDepth(Map.of());

  /**
   * Finds the residual blocks of a network: sums of two results, of which one is the result of a
   * layer with weights that nothing else reads.
   *
   * @param network any network; without such blocks, nothing is left out
   * @param rate of the last block, in [0, 1)
   */
  static StochasticDepth of(Network network, double rate) {
    Map<String, Node> made = new HashMap<>();
    Map<String, Integer> readers = new HashMap<>();
    for (Node node : network.nodes()) {
      made.put(node.name(), node);
      node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum));
    }
    List<String> branches =
        network.nodes().stream()
            .filter(node -> isSumOfTwo(node))
            .map(
                sum ->
                    sum.inputs().stream()
                        .filter(name -> made.get(name) instanceof WeightedNode)
                        .filter(name -> readers.get(name) == 1)
                        .toList())
            .filter(ends -> ends.size() == 1)
            .map(ends -> ends.get(0))
            .toList();
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int k = 0; k < branches.size(); k++) {
      rates.put(branches.get(k), rate * (k + 1) / branches.size());
    }
    return new StochasticDepth(rates);
  }

  private static boolean isSumOfTwo(Node node) {
    return node instanceof Combine combine
        && combine.operation() == Combine.Operation.ADD
        && combine.inputs().size() == 2;
  }

  /**
   * Draws what is left out in a step.
   *
   * @param photos in the step
   * @param seed another one draws others
   * @return factors for the photos by the name of the branch's last layer: 0, or one over the share
   *     of photos that keep the branch
   */
  Map<String, double[]> factors(int photos, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> factors = new HashMap<>();
    rates.forEach(
        (name, rate) ->
            factors.put(
                name,
                random
                    .doubles(photos)
                    .map(number -> number < rate ? 0 : 1 / (1 - rate))
                    .toArray()));
    return factors;
  }
}
