package org.caption4j.encoder.zoo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.WeightSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of one network under the layer names of another that is the same but for its names,
 * as DL4J's published VGG16 is the zoo's with Keras's names.
 *
 * @param source the weights
 * @param names its layer names by those that are asked for
 */
record RenamedWeights(WeightSource source, Map<String, String> names) implements WeightSource {

  /**
   * Pairs the layers that have a matrix, first with first, unless they bear the same names.
   *
   * @param source weights under the names of {@code from}
   * @throws BadInputException if there are not as many
   */
  static WeightSource of(WeightSource source, Topology from, Topology to) throws BadInputException {
    List<String> theirs = withMatrix(from);
    List<String> ours = withMatrix(to);
    if (theirs.containsAll(ours)) {
      return source;
    }
    if (theirs.size() != ours.size()) {
      throw new BadInputException(
          "expected %d layers with weights, found %d: %s"
              .formatted(ours.size(), theirs.size(), String.join(", ", theirs)));
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      names.put(ours.get(i), theirs.get(i));
    }
    return new RenamedWeights(source, names);
  }

  private static List<String> withMatrix(Topology topology) {
    return topology.steps().stream().filter(Step::hasMatrix).map(Step::name).toList();
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) throws IOException {
    return source.get(names.getOrDefault(layer, layer), parameter, shape);
  }

  @Override
  public boolean has(String layer, String parameter) {
    return source.has(names.getOrDefault(layer, layer), parameter);
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }

  @Override
  public void close() {
    source.close();
  }
}
