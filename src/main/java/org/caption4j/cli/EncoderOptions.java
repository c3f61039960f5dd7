package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Encoders;
import org.caption4j.captioner.WeightsFolders;
import org.caption4j.encoder.PhotoEncoder;
import picocli.CommandLine.Option;

/** Which network turns photos into vectors, and with which weights. */
final class EncoderOptions {
  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      required = true,
      description = "network: vgg16, vgg19, alexnet, squeezenet, ... of the zoo, or compact")
  private String name;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "its weights: safetensors, or a zip as DL4J saves it (default: looked up under the network's name in"
              + " $CAPTION4J_HOME/weights, else in ~/.cache/caption4j/weights)")
  private Path weights;

  /**
   * @return the file with the network's weights
   * @throws BadInputException if none was named and none is found
   */
  Path weights() throws BadInputException {
    Path home = Path.of(System.getProperty("user.home"));
    return weights != null ? weights : WeightsFolders.of(System.getenv(), home).find(name);
  }

  /**
   * @return the encoder; the caller closes it
   * @throws IOException if there is no such network, or its weights cannot be read
   */
  PhotoEncoder open() throws IOException {
    return new PhotoEncoder(Encoders.open(name, weights(), Optional.empty()));
  }
}
