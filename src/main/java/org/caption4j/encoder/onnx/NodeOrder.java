package org.caption4j.encoder.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.caption4j.BadInputException;

/** Puts nodes into an order in which each reads what is there already. */
final class NodeOrder {
  private final Path file;
  private final List<OnnxNode> nodes;
  private final Map<String, Integer> makers = new HashMap<>();

  private NodeOrder(Path file, List<OnnxNode> nodes) {
    this.file = file;
    this.nodes = nodes;
  }

  /**
   * Sorts.
   *
   * @param file the network, for messages
   * @param nodes its nodes in any order
   * @param given the names that are there from the start: inputs and weights
   * @return the nodes, in the given order wherever that is possible
   * @throws BadInputException if a value is made twice, is read and not made, or needs itself
   */
  static List<OnnxNode> of(Path file, List<OnnxNode> nodes, Set<String> given)
      throws BadInputException {
    NodeOrder order = new NodeOrder(file, nodes);
    order.findMakers(given);
    order.requireAllMade(given);
    return order.sort();
  }

  private void findMakers(Set<String> given) throws BadInputException {
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        if (given.contains(output) || makers.put(output, i) != null) {
          throw new BadInputException(
              "%s: expected every value to be made once, found another '%s' made by %s"
                  .formatted(file, output, nodes.get(i)));
        }
      }
    }
  }

  private void requireAllMade(Set<String> given) throws BadInputException {
    for (OnnxNode node : nodes) {
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !given.contains(input) && !makers.containsKey(input)) {
          throw new BadInputException(
              "%s: %s reads '%s': expected an input, a weight or another node's result, found none of this name"
                  .formatted(file, node, input));
        }
      }
    }
  }

  private List<OnnxNode> sort() throws BadInputException {
    int[] awaited = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < nodes.size(); i++) {
      Set<Integer> sources = sources(i);
      awaited[i] = sources.size();
      for (int source : sources) {
        readers.get(source).add(i);
      }
      if (sources.isEmpty()) {
        ready.add(i);
      }
    }
    List<OnnxNode> sorted = new ArrayList<>();
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      sorted.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--awaited[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      throw new BadInputException(
          "%s: expected a graph without cycles, found that %s needs its own result"
              .formatted(file, onCycle(awaited)));
    }
    return Collections.unmodifiableList(sorted);
  }

  private Set<Integer> sources(int node) {
    Set<Integer> sources = new HashSet<>();
    for (String input : nodes.get(node).inputs()) {
      if (makers.containsKey(input)) {
        sources.add(makers.get(input));
      }
    }
    return sources;
  }

  /** Whoever goes back from a node that never is ready comes to a cycle. */
  private OnnxNode onCycle(int... awaited) {
    int node = 0;
    while (awaited[node] == 0) {
      node++;
    }
    Set<Integer> seen = new HashSet<>();
    while (seen.add(node)) {
      node = sources(node).stream().filter(source -> awaited[source] > 0).findFirst().orElseThrow();
    }
    return nodes.get(node);
  }
}
