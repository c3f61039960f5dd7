package org.caption4j.encoder.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.WeightSource;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.tensor.Finite;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a network that was made of a graph, in the layouts of its own nodes. */
final class ImportedWeights implements WeightSource {
  private final String fingerprint;
  private final Map<String, Map<String, INDArray>> layers = new HashMap<>();

  /**
   * @param network the network; its weights are closed with these
   * @param fingerprint of the files that they are from
   * @param file the network, for messages
   * @throws BadInputException if some of them are not finite
   */
  ImportedWeights(Network network, String fingerprint, Path file) throws BadInputException {
    this.fingerprint = fingerprint;
    for (Node node : network.nodes()) {
      Map<String, INDArray> parameters = parameters(node);
      for (INDArray array : parameters.values()) {
        Finite.requireAtStart(file, "of node '" + node.name() + "'", array);
      }
      layers.put(node.name(), parameters);
    }
  }

  private static Map<String, INDArray> parameters(Node node) {
    Map<String, INDArray> parameters = new LinkedHashMap<>();
    if (node instanceof WeightedNode layer) {
      parameters.put("W", layer.weights());
      if (layer.bias() != null) {
        parameters.put("b", layer.bias());
      }
    } else if (node instanceof BatchNormalise norm) {
      parameters.put("gamma", norm.gamma());
      parameters.put("beta", norm.beta());
      parameters.put("mean", norm.mean());
      parameters.put("var", norm.variance());
    }
    return parameters;
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws BadInputException {
    INDArray array = layers.getOrDefault(layer, Map.of()).get(parameter);
    if (array == null || !Arrays.equals(array.shape(), shape)) {
      throw new BadInputException(
          "%s/%s: expected the shape %s, found %s"
              .formatted(
                  layer,
                  parameter,
                  Arrays.toString(shape),
                  array == null ? "none" : Arrays.toString(array.shape())));
    }
    return array;
  }

  @Override
  public boolean has(String layer, String parameter) {
    return layers.getOrDefault(layer, Map.of()).containsKey(parameter);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    layers.values().forEach(parameters -> parameters.values().forEach(INDArray::close));
    layers.clear();
  }
}
