package org.caption4j.encoder.zoo;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same network run by DL4J itself, with random weights of sane size. */
final class ReferenceNetwork {
  final Model model;
  final Topology topology;

  private ReferenceNetwork(Model model, Topology topology) {
    this.model = model;
    this.topology = topology;
  }

  static ReferenceNetwork of(ZooNetwork network, int size) {
    switch (network) {
      case ALEXNET, ZOO_ALEXNET, LENET, SIMPLECNN -> {
        MultiLayerNetwork stack = new MultiLayerNetwork(network.layers(size, size));
        stack.init();
        randomise(stack.getLayers());
        return new ReferenceNetwork(stack, Topology.of(stack.getLayerWiseConfigurations()));
      }
      default -> {
        ComputationGraph graph = new ComputationGraph(network.graph(size, size));
        graph.init();
        randomise(graph.getLayers());
        return new ReferenceNetwork(graph, Topology.of(graph.getConfiguration()));
      }
    }
  }

  private static void randomise(Layer[] layers) {
    Nd4j.getRandom().setSeed(7);
    for (Layer layer : layers) {
      for (Map.Entry<String, INDArray> entry : layer.paramTable(false).entrySet()) {
        INDArray value = entry.getValue();
        INDArray normal = Nd4j.randn(DataType.FLOAT, value.shape());
        switch (entry.getKey()) {
          case "W", "pW" -> {
            long[] s = value.shape();
            boolean byChannel = s.length == 4 && s[0] == 1; // depthwise, one kernel a channel
            long fanIn = s.length == 2 ? s[0] : (byChannel ? 2 : s[1]) * s[2] * s[3];
            value.assign(normal.muli(Math.sqrt(2.0 / fanIn)));
          }
          case "gamma" -> value.assign(normal.muli(0.1).addi(1));
          case "var" -> value.assign(normal.muli(0.1).addi(1));
          default -> value.assign(normal.muli(0.1));
        }
      }
    }
  }

  /** The activation of a layer; a picture is [n, c, h, w]. */
  INDArray activation(INDArray photos, String layer) {
    if (model instanceof ComputationGraph graph) {
      return graph.feedForward(photos, false).get(layer);
    }
    int index = 0;
    while (!topology.steps().get(index).name().equals(layer)) {
      index++;
    }
    return ((MultiLayerNetwork) model).feedForward(photos, false).get(index + 1);
  }
}
