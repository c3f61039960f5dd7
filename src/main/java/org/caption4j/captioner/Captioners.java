package org.caption4j.captioner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.pretrained.Pretrained;

/** Opens models for use. */
public final class Captioners {
  private Captioners() {}

  /**
   * Opens a model with its encoder.
   *
   * @param bundle the model
   * @param weights a file with the encoder's weights, or empty for those that the model brings or
   *     names
   * @param pretrained gives weights that the model names
   * @param decoding how captions are found
   * @return ready to describe photos; the caller closes it
   * @throws BadInputException if the weights cannot be found, or are not those that the decoder was
   *     trained on, or the model lacks what the decoding needs
   */
  public static Captioner open(
      ModelBundle bundle, Optional<Path> weights, Pretrained pretrained, Decoding decoding)
      throws IOException {
    BundleConfig.EncoderSection section = bundle.config().encoder();
    EncoderChoice choice =
        weights.isPresent() ? encoder(bundle, weights.get()) : encoder(bundle, pretrained);
    Encoder encoder = choice.open();
    if (!encoder.fingerprint().equals(section.fingerprint())) {
      encoder.close();
      throw new BadInputException(
          "%s: expected the weights that the model in %s was trained on (%s, fingerprint %s) but found others (%s)"
              .formatted(
                  choice.weights(),
                  bundle.folder(),
                  section.weights(),
                  section.fingerprint(),
                  encoder.fingerprint()));
    }
    try {
      return new Captioner(new PhotoEncoder(encoder), bundle, decoding);
    } catch (IOException e) {
      encoder.close();
      throw e;
    }
  }

  /**
   * Chooses the encoder that a model was trained on, with the weights that it brings or names.
   *
   * @param bundle the model
   * @param pretrained gives weights that the model names
   * @throws BadInputException if the weights cannot be had
   * @throws IOException if the disk cannot be read
   */
  public static EncoderChoice encoder(ModelBundle bundle, Pretrained pretrained)
      throws IOException {
    String name = bundle.config().encoder().weights();
    Path own = bundle.folder().resolve(name).normalize();
    return encoder(bundle, Files.isRegularFile(own) ? own : pretrained.require(name).file());
  }

  private static EncoderChoice encoder(ModelBundle bundle, Path weights) {
    BundleConfig.EncoderSection section = bundle.config().encoder();
    return new EncoderChoice(
        section.network(), weights, Optional.of(section.preprocessing()), Optional.empty());
  }
}
