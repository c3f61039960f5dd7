package org.caption4j.encoder.zoo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.WeightSource;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a DL4J network, as it cuts them itself: views of its one row of parameters. */
final class Dl4jWeights implements WeightSource {
  private final String from;
  private final String fingerprint;
  private final INDArray row;
  private final Map<String, INDArray> parameters = new HashMap<>();

  /**
   * @param model a network, initialised; closing these weights ends it
   * @param from where it comes from, for messages
   * @param fingerprint tells its weights from others
   */
  Dl4jWeights(Model model, String from, String fingerprint) {
    this.from = from;
    this.fingerprint = fingerprint;
    this.row = model.params();
    Layer[] layers =
        model instanceof ComputationGraph graph
            ? graph.getLayers()
            : ((MultiLayerNetwork) model).getLayers();
    for (int i = 0; i < layers.length; i++) {
      String given = layers[i].conf().getLayer().getLayerName();
      String name = given == null ? "layer" + i : given;
      layers[i].paramTable(false).forEach((key, value) -> parameters.put(name + "/" + key, value));
    }
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws BadInputException {
    INDArray found = parameters.get(layer + "/" + parameter);
    String expected = Arrays.toString(shape);
    if (found == null) {
      throw new BadInputException(
          from
              + ": tensor "
              + layer
              + "/"
              + parameter
              + ": expected "
              + expected
              + ", found no such");
    }
    boolean row = shape.length == 1 && found.length() == shape[0];
    if (!row && !Arrays.equals(found.shape(), shape)) {
      throw new BadInputException(
          from
              + ": tensor "
              + layer
              + "/"
              + parameter
              + ": expected "
              + expected
              + ", found "
              + Arrays.toString(found.shape()));
    }
    return row ? found.reshape(shape) : found;
  }

  @Override
  public boolean has(String layer, String parameter) {
    return parameters.containsKey(layer + "/" + parameter);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    parameters.clear();
    row.close();
  }
}
