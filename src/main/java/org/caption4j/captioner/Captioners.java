package org.caption4j.captioner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.Ahead;
import org.caption4j.BadInputException;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.pretrained.Pretrained;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models for use. */
public final class Captioners {
  private static final Logger LOG = LoggerFactory.getLogger(Captioners.class);

  private Captioners() {}

  /**
   * Opens a model with its encoder.
   *
   * @param model its folder
   * @param weights a file with the encoder's weights, or empty for those that the model brings or
   *     names
   * @param pretrained gives weights that the model names
   * @param decoding how captions are found
   * @return ready to describe photos; the caller closes it
   * @throws BadInputException if the model is damaged, or the weights cannot be found or are not
   *     those that the decoder was trained on, or the model lacks what the decoding needs
   * @throws IOException if the model cannot be read
   */
  public static Captioner open(
      ModelFolder model, Optional<Path> weights, Pretrained pretrained, Decoding decoding)
      throws IOException {
    LOG.debug("model {}: language {}", model.path(), model.config().language());
    LOG.debug("search: {}, {}", decoding.method(), decoding.settings());
    // each takes a sixth of a second, most of it for numbers in half precision
    try (Ahead<ModelBundle> bundle =
        new Ahead<>(Stream.of(model).map(Captioners::read).iterator(), 1)) {
      Encoder encoder = openEncoder(model, weights, pretrained);
      boolean opened = false;
      try {
        Captioner captioner = new Captioner(new PhotoEncoder(encoder), bundle.next(), decoding);
        opened = true;
        return captioner;
      } finally {
        if (!opened) {
          encoder.close();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ModelBundle read(ModelFolder model) {
    try {
      return ModelBundle.read(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Encoder openEncoder(
      ModelFolder model, Optional<Path> weights, Pretrained pretrained) throws IOException {
    BundleConfig.EncoderSection section = model.config().encoder();
    EncoderChoice choice =
        weights.isPresent() ? encoder(model, weights.get()) : encoder(model, pretrained);
    Encoder encoder = choice.open();
    if (!encoder.fingerprint().equals(section.fingerprint())) {
      encoder.close();
      throw new BadInputException(
          "%s: expected the weights that the model in %s was trained on (%s, fingerprint %s) but found others (%s)"
              .formatted(
                  choice.weights(),
                  model.path(),
                  section.weights(),
                  section.fingerprint(),
                  encoder.fingerprint()));
    }
    return encoder;
  }

  /**
   * Chooses the encoder that a model was trained on, with the weights that it brings or names.
   *
   * @param model its folder
   * @param pretrained gives weights that the model names
   * @throws BadInputException if the weights cannot be had, or the model names a file outside its
   *     folder
   * @throws IOException if the disk cannot be read
   */
  public static EncoderChoice encoder(ModelFolder model, Pretrained pretrained) throws IOException {
    Optional<Path> own = model.ownWeights();
    return encoder(
        model,
        own.isPresent()
            ? own.get()
            : pretrained.require(model.config().encoder().weights()).file());
  }

  private static EncoderChoice encoder(ModelFolder model, Path weights) {
    BundleConfig.EncoderSection section = model.config().encoder();
    return new EncoderChoice(
        section.network(), weights, Optional.of(section.preprocessing()), Optional.empty());
  }
}
