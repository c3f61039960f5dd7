package org.caption4j.encoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Changes to a list of nodes that leave the result as it is and the work smaller. */
final class Rewrites {
  private Rewrites() {}

  /** Drops the nodes that the output does not depend on. */
  static List<Node> prune(List<Node> nodes, String output) {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  /**
   * Multiplies a batch normalisation into the convolution before it: {@code s = gamma / sqrt(var +
   * epsilon)}, kernel {@code s K}, bias {@code s (b - mean) + beta}. The kernel is copied.
   */
  static List<Node> foldNormalisation(List<Node> nodes, String output) {
    Map<String, Node> made = byName(nodes);
    Map<String, Integer> readers = readers(nodes, output);
    Map<String, Node> folded = new HashMap<>();
    Set<String> gone = new HashSet<>();
    for (Node node : nodes) {
      if (node instanceof BatchNormalise norm
          && made.get(norm.input()) instanceof Convolve convolve
          && readers.get(convolve.name()) == 1) {
        folded.put(norm.name(), fold(convolve, norm));
        gone.add(convolve.name());
      }
    }
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (!gone.contains(node.name())) {
        result.add(folded.getOrDefault(node.name(), node));
      }
    }
    return result;
  }

  private static Convolve fold(Convolve convolve, BatchNormalise norm) {
    try (INDArray variance = norm.variance().add(norm.epsilon());
        INDArray deviation = Transforms.sqrt(variance, true);
        INDArray scale = norm.gamma().div(deviation)) {
      INDArray kernel = convolve.kernel().dup('c');
      long outputs = kernel.size(0);
      try (INDArray rows = kernel.reshape('c', outputs, kernel.length() / outputs)) {
        rows.muliColumnVector(scale.reshape(outputs, 1));
      }
      INDArray bias = norm.mean().neg();
      if (convolve.bias() != null) {
        bias.addi(convolve.bias());
      }
      bias.muli(scale).addi(norm.beta());
      return new Convolve(norm.name(), convolve.input(), kernel, bias, convolve.window());
    }
  }

  /**
   * Lets a monotone function run behind a maximum instead of before it, on a quarter of the numbers
   * where the window's stride is two. Names stay with their values as far as anyone can see: only
   * results with a single reader change places.
   */
  static List<Node> poolFirst(List<Node> nodes, String output) {
    Map<String, Node> made = byName(nodes);
    Map<String, Integer> readers = readers(nodes, output);
    Set<String> moved = new HashSet<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof Pool pool
          && pool.kind() == Pool.Kind.MAX
          && made.get(pool.input()) instanceof Activate activate
          && activate.activation().isMonotone()
          && readers.get(activate.name()) == 1) {
        String pooled = pool.name() + "/pooled";
        moved.add(activate.name());
        result.add(
            new Pool(
                pooled,
                activate.input(),
                pool.kind(),
                pool.window(),
                pool.p(),
                pool.countsPadding()));
        result.add(new Activate(pool.name(), pooled, activate.activation()));
      } else {
        result.add(node);
      }
    }
    result.removeIf(node -> moved.contains(node.name()));
    return result;
  }

  private static Map<String, Node> byName(List<Node> nodes) {
    Map<String, Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    return byName;
  }

  private static Map<String, Integer> readers(List<Node> nodes, String output) {
    Map<String, Integer> readers = new HashMap<>(Map.of(output, 1));
    nodes.forEach(node -> node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum)));
    return readers;
  }
}
