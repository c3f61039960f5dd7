package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.ScaleChannels;
import org.caption4j.tensor.Activation;
import org.caption4j.tensor.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers of EfficientNetV2-B0 (Tan and Le 2021, table 4, scaled down) with random weights. */
final class InvertedResiduals {
  /** Numbers in the vector. */
  static final int VECTOR = 1280;

  private static final int STEM = 32;
  private static final int SQUEEZE = 4;

  /** Stages: fused or depthwise, expansion, channels, blocks, stride of the first block. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage(true, 1, 16, 1, 1),
          new Stage(true, 4, 32, 2, 2),
          new Stage(true, 4, 48, 2, 2),
          new Stage(false, 4, 96, 3, 2),
          new Stage(false, 6, 112, 5, 1),
          new Stage(false, 6, 192, 8, 2));

  private final List<Node> nodes = new ArrayList<>();
  private final Network network;

  private record Stage(boolean fused, int expansion, int channels, int blocks, int stride) {}

  /**
   * @param seed of the weights
   */
  InvertedResiduals(long seed) {
    Nd4j.getRandom().setSeed(seed);
    String last = convolve("stem", "photo", 3, STEM, 3, 2, true);
    int in = STEM;
    for (int s = 0; s < STAGES.size(); s++) {
      Stage stage = STAGES.get(s);
      for (int b = 0; b < stage.blocks(); b++) {
        last = block("block" + s + b, last, in, stage, b == 0 ? stage.stride() : 1);
        in = stage.channels();
      }
    }
    last = convolve("top", last, in, VECTOR, 1, 1, true);
    nodes.add(new GlobalPool("vector", last, Pool.Kind.AVERAGE, 0));
    network = new Network("photo", nodes, "vector");
  }

  Network network() {
    return network;
  }

  private String block(String name, String input, int in, Stage stage, int stride) {
    int wide = in * stage.expansion();
    String last = input;
    if (!stage.fused()) {
      last = convolve(name + "/expand", last, in, wide, 1, 1, true);
      last = excite(name, depthwise(name, last, wide, stride), wide, in / SQUEEZE);
      last = convolve(name + "/project", last, wide, stage.channels(), 1, 1, false);
    } else if (stage.expansion() == 1) {
      last = convolve(name + "/project", last, in, stage.channels(), 3, stride, true);
    } else {
      last = convolve(name + "/expand", last, in, wide, 3, stride, true);
      last = convolve(name + "/project", last, wide, stage.channels(), 1, 1, false);
    }
    if (stride > 1 || in != stage.channels()) {
      return last;
    }
    nodes.add(new Combine(name, List.of(last, input), Combine.Operation.ADD));
    return name;
  }

  private String convolve(
      String name, String input, int in, int out, int side, int stride, boolean activated) {
    nodes.add(
        new Convolve(name, input, random(out, in, side, side), random(out), same(side, stride)));
    return activated ? activate(name, Activation.SILU) : name;
  }

  private String depthwise(String name, String input, int channels, int stride) {
    String depthwise = name + "/depthwise";
    nodes.add(
        new ConvolveDepthwise(
            depthwise, input, random(3, 3, channels, 1), random(channels), same(3, stride)));
    return activate(depthwise, Activation.SILU);
  }

  private String excite(String name, String input, int channels, int squeezed) {
    String reduced = name + "/reduce";
    String expanded = name + "/excite";
    nodes.add(new GlobalPool(name + "/squeeze", input, Pool.Kind.AVERAGE, 0));
    nodes.add(new Dense(reduced, name + "/squeeze", random(channels, squeezed), random(squeezed)));
    String active = activate(reduced, Activation.SILU);
    nodes.add(new Dense(expanded, active, random(squeezed, channels), random(channels)));
    nodes.add(
        new ScaleChannels(
            name + "/scaled", List.of(input, activate(expanded, Activation.SIGMOID))));
    return name + "/scaled";
  }

  private String activate(String input, Activation activation) {
    nodes.add(new Activate(input + "+", input, activation));
    return input + "+";
  }

  private static Window same(int side, int stride) {
    return new Window(side, side, stride, stride, 0, 0, 1, 1, true);
  }

  private static INDArray random(long... shape) {
    return Nd4j.randn(DataType.FLOAT, shape).muli(0.05);
  }

  /** Returns the multiplications and additions that a photo takes in the layers with weights. */
  double operations(int side) {
    Map<String, long[]> shapes = network.shapes(side, side, 3);
    double products = 0;
    for (Node node : nodes) {
      long[] out = shapes.get(node.name());
      if (node instanceof Convolve layer) {
        products += (double) out[0] * out[1] * layer.kernel().length();
      } else if (node instanceof ConvolveDepthwise layer) {
        products += (double) out[0] * out[1] * layer.kernel().length();
      } else if (node instanceof Dense layer) {
        products += layer.weights().length();
      }
    }
    return 2 * products;
  }
}
