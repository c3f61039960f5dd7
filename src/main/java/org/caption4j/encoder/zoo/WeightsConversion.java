package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.RecordedWeights;
import org.caption4j.encoder.WeightSource;
import org.caption4j.tensor.Finite;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes safetensors, which are mapped when used, of weights in any format.
 *
 * <p>The network itself asks for its weights, and so everything that will be needed is known to be
 * there and of the right shape. Equal weights give equal files, whichever format brought them in.
 */
public final class WeightsConversion {
  private WeightsConversion() {}

  /**
   * Converts; a file that is safetensors already is checked and copied as it is.
   *
   * @param network whose weights they are
   * @param from safetensors, PyTorch, Keras or DL4J
   * @param to where to; its folder exists
   * @throws BadInputException if a weight is missing or misshapen: file, tensor, expected, found
   * @throws IOException if a file cannot be read or written
   */
  public static void convert(ZooNetwork network, Path from, Path to) throws IOException {
    try (WeightsFile file = WeightsFile.open(network, from, Optional.empty())) {
      Topology topology = network.topology();
      WeightSource weights = RenamedWeights.of(file.weights(), file.topology(), topology);
      RecordedWeights recorded = new RecordedWeights(weights);
      Translation.network(needed(network, topology, weights), recorded).close();
      for (Map.Entry<String, INDArray> each : recorded.parameters().entrySet()) {
        Finite.require(from, each.getKey(), each.getValue());
      }
      if (SafeTensors.recognises(from)) {
        Files.copy(from, to);
      } else {
        SafeTensorsWriter.write(to, recorded.parameters(), Map.of("network", network.label()));
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException("%s: %s: %s".formatted(from, network.label(), e.getMessage()), e);
    }
  }

  /** The way to the vector, and the classifier behind it if the file has that. */
  private static Topology needed(ZooNetwork network, Topology topology, WeightSource weights) {
    String feature = network.featureLayer(topology);
    Topology way = topology.upTo(feature);
    if (!feature.equals(FeatureLayer.of(topology))) {
      return way;
    }
    String classifier = FeatureLayer.classifier(topology);
    return weights.has(classifier, "W") ? topology.upTo(classifier) : way;
  }
}
