package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Random weights of a zoo network as a file, for tests that need an encoder on disk. */
public final class RecordedWeights implements WeightSource {
  private final RandomWeights random;
  private final Map<String, INDArray> seen = new LinkedHashMap<>();

  private RecordedWeights(long seed) {
    random = new RandomWeights(seed);
  }

  /**
   * @param network whose weights
   * @param seed of their values
   * @param file where to
   */
  public static void write(ZooNetwork network, long seed, Path file) throws IOException {
    RecordedWeights weights = new RecordedWeights(seed);
    Encoder encoder = ZooEncoders.open(network, weights, Optional.empty(), network.preprocessing());
    SafeTensorsWriter.write(file, weights.seen, Map.of());
    encoder.close();
  }

  @Override
  public INDArray get(String layer, String parameter, long... shape) {
    INDArray values = random.get(layer, parameter, shape);
    seen.put(layer + "/" + parameter, values.dup('c'));
    return values;
  }

  @Override
  public boolean has(String layer, String parameter) {
    return random.has(layer, parameter);
  }

  @Override
  public String fingerprint() {
    return random.fingerprint();
  }

  @Override
  public void close() {
    random.close();
  }
}
