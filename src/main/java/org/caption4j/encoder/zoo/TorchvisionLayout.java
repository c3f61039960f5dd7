package org.caption4j.encoder.zoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.encoder.TensorLayout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How torchvision stores AlexNet, VGG16, VGG19 and SqueezeNet 1.1.
 *
 * <p>{@code features.N} counts convolutions, their activations and poolings alike; {@code
 * classifier.N} counts dense layers, activations and dropouts. Dense weights are [o, i]; after a
 * picture, i counts channel, row, column, as here.
 */
final class TorchvisionLayout implements TensorLayout {
  /** A tensor that is in all of torchvision's files of these networks. */
  static final String MARK = "features.0.weight";

  private static final int[] VGG_CLASSIFIER = {0, 3, 6};
  private static final int[] ALEXNET_CLASSIFIER = {1, 4, 6}; // begins with a dropout
  private static final Pattern FIRE = Pattern.compile("fire(\\d)_(sq|exp)(1x1|3x3)");
  private static final int[] FIRE_PLACES = {3, 4, 6, 7, 9, 10, 11, 12};

  private final Map<String, String> prefixes;

  private TorchvisionLayout(Map<String, String> prefixes) {
    this.prefixes = prefixes;
  }

  /** Returns the networks for which names are known. */
  static List<ZooNetwork> networks() {
    return List.of(ZooNetwork.VGG16, ZooNetwork.VGG19, ZooNetwork.ALEXNET, ZooNetwork.SQUEEZENET);
  }

  /**
   * @param network one of {@link #networks}
   * @param topology its steps
   */
  static TorchvisionLayout of(ZooNetwork network, Topology topology) {
    return new TorchvisionLayout(
        switch (network) {
          case SQUEEZENET -> squeezeNet(topology);
          case ALEXNET -> stack(topology, ALEXNET_CLASSIFIER);
          default -> stack(topology, VGG_CLASSIFIER);
        });
  }

  /** Names for a stack such as VGG: convolutions, poolings, then dense layers. */
  private static Map<String, String> stack(Topology topology, int[] classifier) {
    Map<String, String> prefixes = new HashMap<>();
    int features = 0;
    int dense = 0;
    for (Step step : topology.steps()) {
      if (step.part() instanceof ConvolutionLayer) {
        prefixes.put(step.name(), "features." + features);
        features += 2; // the ReLU behind it
      } else if (step.part() instanceof SubsamplingLayer) {
        features++;
      } else if (step.part() instanceof FeedForwardLayer) {
        prefixes.put(step.name(), "classifier." + classifier[dense++]);
      }
    }
    return prefixes;
  }

  /** Names for SqueezeNet 1.1. */
  private static Map<String, String> squeezeNet(Topology topology) {
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
    return prefixes;
  }

  @Override
  public String name(String layer, String parameter) {
    return prefixes.getOrDefault(layer, layer) + (parameter.equals("b") ? ".bias" : ".weight");
  }

  @Override
  public long[] stored(String layer, long... shape) {
    return shape.length == 2 ? new long[] {shape[1], shape[0]} : shape;
  }

  @Override
  public INDArray restore(String layer, INDArray stored) {
    return stored.rank() == 2 ? stored.transpose() : stored;
  }
}
