package org.caption4j.captioner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.image.Preprocessing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network, its weights on this machine, and how they want their photos.
 *
 * @param network as {@link Encoders#open} takes it
 * @param weights the file with its weights
 * @param preprocessing what the weights expect of a photo, or empty for what such files usually
 *     expect
 * @param weightsName the name under which anybody's cache has these weights, or empty for a file
 *     that only its owner has
 */
public record EncoderChoice(
    String network,
    Path weights,
    Optional<Preprocessing> preprocessing,
    Optional<String> weightsName) {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderChoice.class);

  /**
   * Returns the file with its weights, for a copy of it.
   *
   * @throws BadInputException if a copy would not do, because the file leans on others
   * @throws IOException if it cannot be read
   */
  public Path wholeWeights() throws IOException {
    Encoders.requireOneFile(network, weights);
    return weights;
  }

  /**
   * Opens it.
   *
   * @return the encoder; the caller closes it
   * @throws IOException as {@link Encoders#open}
   */
  public Encoder open() throws IOException {
    LOG.debug("encoder {}: weights {}", network, weights);
    return Encoders.open(network, weights, preprocessing);
  }
}
