package org.caption4j.encoder.zoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.encoder.TensorNames;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * What torchvision calls the weights of VGG16, VGG19 and SqueezeNet 1.1.
 *
 * <p>{@code features.N} counts convolutions, their activations and poolings alike; {@code
 * classifier.N} counts dense layers, activations and dropouts.
 */
final class TorchvisionNames implements TensorNames {
  /** A tensor that is in all of torchvision's files of these networks. */
  static final String MARK = "features.0.weight";

  private static final Pattern FIRE = Pattern.compile("fire(\\d)_(sq|exp)(1x1|3x3)");
  private static final int[] FIRE_PLACES = {3, 4, 6, 7, 9, 10, 11, 12};

  private final Map<String, String> prefixes;

  private TorchvisionNames(Map<String, String> prefixes) {
    this.prefixes = prefixes;
  }

  /** Names for a stack such as VGG: convolutions, poolings, then dense layers. */
  static TorchvisionNames stack(Topology topology) {
    Map<String, String> prefixes = new HashMap<>();
    int features = 0;
    int classifier = 0;
    for (Step step : topology.steps()) {
      if (step.part() instanceof ConvolutionLayer) {
        prefixes.put(step.name(), "features." + features);
        features += 2; // the ReLU behind it
      } else if (step.part() instanceof SubsamplingLayer) {
        features++;
      } else if (step.part() instanceof FeedForwardLayer) {
        prefixes.put(step.name(), "classifier." + classifier);
        classifier += 3; // ReLU and dropout
      }
    }
    return new TorchvisionNames(prefixes);
  }

  /** Names for SqueezeNet 1.1. */
  static TorchvisionNames squeezeNet(Topology topology) {
    Map<String, String> prefixes =
        new HashMap<>(Map.of("conv1", "features.0", "conv10", "classifier.1"));
    for (String name : topology.steps().stream().map(Step::name).toList()) {
      Matcher fire = FIRE.matcher(name);
      if (fire.matches()) {
        int place = FIRE_PLACES[Integer.parseInt(fire.group(1)) - 2];
        String part = fire.group(2).equals("sq") ? "squeeze" : "expand" + fire.group(3);
        prefixes.put(name, "features." + place + "." + part);
      }
    }
    return new TorchvisionNames(prefixes);
  }

  /** Returns the networks for which names are known. */
  static List<ZooNetwork> networks() {
    return List.of(ZooNetwork.VGG16, ZooNetwork.VGG19, ZooNetwork.SQUEEZENET);
  }

  static TorchvisionNames of(ZooNetwork network) {
    Topology topology = network.topology();
    return network == ZooNetwork.SQUEEZENET ? squeezeNet(topology) : stack(topology);
  }

  @Override
  public String of(String layer, String parameter) {
    return prefixes.getOrDefault(layer, layer) + (parameter.equals("b") ? ".bias" : ".weight");
  }

  @Override
  public boolean denseIsTransposed() {
    return true;
  }
}
