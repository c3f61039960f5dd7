package org.caption4j.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.tensor.SafeTensorsWriter;

/** Random weights of a zoo network as a file, for tests that need an encoder on disk. */
public final class RandomWeightsFile {
  private RandomWeightsFile() {}

  /**
   * @param network whose weights
   * @param seed of their values
   * @param file where to
   */
  public static void write(ZooNetwork network, long seed, Path file) throws IOException {
    RecordedWeights weights = new RecordedWeights(new RandomWeights(seed));
    Encoder encoder = ZooEncoders.open(network, weights, Optional.empty(), network.preprocessing());
    SafeTensorsWriter.write(file, weights.parameters(), Map.of());
    encoder.close();
  }
}
