package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.Activation;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in the making: the nodes so far, and the weights they take. */
final class Translation {
  private final WeightSource weights;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> sameAs = new HashMap<>();

  private Translation(WeightSource weights) {
    this.weights = weights;
  }

  /**
   * Translates.
   *
   * @param topology what DL4J would run
   * @param weights its weights
   * @return the network, its output the topology's, as a picture or a vector
   * @throws org.caption4j.BadInputException if a weight is missing or misshapen
   * @throws UnsupportedLayerException if a layer is of a kind not known here
   */
  static Network network(Topology topology, WeightSource weights) throws IOException {
    Translation translation = new Translation(weights);
    for (Step step : topology.steps()) {
      Step ready = translation.preprocessed(step, topology.input());
      Translators.find(step).translate(ready, translation);
    }
    return new Network(topology.input(), translation.nodes, translation.resolve(topology.output()));
  }

  private Step preprocessed(Step step, String photos) {
    List<String> inputs = step.inputs().stream().map(this::resolve).toList();
    if (step.preProcessor() instanceof CnnToFeedForwardPreProcessor) {
      String flat = step.name() + "/flat";
      nodes.add(new Flatten(flat, inputs.get(0)));
      inputs = List.of(flat);
    } else if (step.preProcessor() != null && !isIdle(step, photos)) {
      throw new UnsupportedLayerException(step.name(), step.preProcessor());
    }
    return new Step(step.name(), inputs, step.part(), null);
  }

  /** DL4J lets photos come in as vectors, too; here they never do. */
  private static boolean isIdle(Step step, String photos) {
    return step.preProcessor() instanceof FeedForwardToCnnPreProcessor
        && step.input().equals(photos);
  }

  private String resolve(String name) {
    return sameAs.getOrDefault(name, name);
  }

  /** Adds a node. */
  void add(Node node) {
    nodes.add(node);
  }

  /** Notes that a step changes nothing. */
  void skip(Step step) {
    sameAs.put(step.name(), step.input());
  }

  /** Returns the name for a step's result before its activation. */
  static String beforeActivation(Step step, IActivation function) {
    return isIdentity(step, function) ? step.name() : step.name() + "/linear";
  }

  /** Adds the activation to what {@link #beforeActivation} names. */
  void activate(Step step, IActivation function) {
    if (!isIdentity(step, function)) {
      add(new Activate(step.name(), step.name() + "/linear", Activations.of(step, function)));
    }
  }

  private static boolean isIdentity(Step step, IActivation function) {
    return Activations.of(step, function).equals(Activation.IDENTITY);
  }

  /** Returns a weight, checked. */
  INDArray weight(Step step, String parameter, long... shape) throws IOException {
    return weights.get(step.name(), parameter, shape);
  }

  /** Returns whether there is such a weight. */
  boolean hasWeight(Step step, String parameter) {
    return weights.has(step.name(), parameter);
  }
}
