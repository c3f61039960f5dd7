package org.caption4j.encoder.zoo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A DL4J configuration, of either kind, as steps of which each reads earlier ones.
 *
 * @param input the name of the photos
 * @param steps the steps in an order in which they can run
 * @param output the name of the first output
 */
record Topology(String input, List<Step> steps, String output) {
  Topology {
    steps = List.copyOf(steps);
  }

  static Topology of(ComputationGraphConfiguration conf) {
    String input = conf.getNetworkInputs().get(0);
    Map<String, Step> waiting = new LinkedHashMap<>();
    for (Map.Entry<String, GraphVertex> entry : conf.getVertices().entrySet()) {
      String name = entry.getKey();
      List<String> inputs = conf.getVertexInputs().get(name);
      waiting.put(
          name,
          entry.getValue() instanceof LayerVertex layer
              ? new Step(name, inputs, layer.getLayerConf().getLayer(), layer.getPreProcessor())
              : new Step(name, inputs, entry.getValue(), null));
    }
    List<Step> sorted = new ArrayList<>();
    Set<String> known = new HashSet<>(conf.getNetworkInputs());
    while (!waiting.isEmpty()) {
      List<Step> ready =
          waiting.values().stream().filter(step -> known.containsAll(step.inputs())).toList();
      if (ready.isEmpty()) {
        throw new IllegalArgumentException("the configuration's vertices form a circle");
      }
      for (Step step : ready) {
        sorted.add(step);
        known.add(step.name());
        waiting.remove(step.name());
      }
    }
    return new Topology(input, sorted, conf.getNetworkOutputs().get(0));
  }

  static Topology of(MultiLayerConfiguration conf) {
    String input = "input";
    List<Step> steps = new ArrayList<>();
    String previous = input;
    for (int i = 0; i < conf.getConfs().size(); i++) {
      Layer layer = conf.getConf(i).getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      steps.add(new Step(name, List.of(previous), layer, conf.getInputPreProcess(i)));
      previous = name;
    }
    return new Topology(input, steps, previous);
  }

  /** Returns whether there is a step of this name. */
  boolean has(String name) {
    return steps.stream().anyMatch(step -> step.name().equals(name));
  }

  /**
   * Returns a step by name.
   *
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  Step step(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no layer '"
                        + name
                        + "', there are "
                        + steps.stream().map(Step::name).toList()));
  }

  /** Returns the part that a step depends on, which then is the output. */
  Topology upTo(String name) {
    Set<String> needed = new HashSet<>(Set.of(step(name).name()));
    List<Step> kept = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (needed.contains(steps.get(i).name())) {
        needed.addAll(steps.get(i).inputs());
        kept.add(steps.get(i));
      }
    }
    Collections.reverse(kept);
    return new Topology(input, kept, name);
  }

  /** Returns this with a step put between another and all its readers. */
  Topology insertAfter(String name, String inserted, Object part) {
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      List<String> inputs =
          step.inputs().stream().map(in -> in.equals(name) ? inserted : in).toList();
      changed.add(new Step(step.name(), inputs, step.part(), step.preProcessor()));
      if (step.name().equals(name)) {
        changed.add(new Step(inserted, List.of(name), part, null));
      }
    }
    return new Topology(input, changed, output);
  }
}
