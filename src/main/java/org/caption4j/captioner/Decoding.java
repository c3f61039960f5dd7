package org.caption4j.captioner;

import java.io.IOException;
import org.caption4j.BadInputException;
import org.caption4j.decoder.BeamSettings;

/**
 * How captions are found.
 *
 * @param method how they are chosen among the hypotheses of a beam search
 * @param settings of the beam search, and how many captions a photo gets
 */
public record Decoding(DecodingMethod method, BeamSettings settings) {
  /** The likeliest caption by {@link BeamSettings#STANDARD}. */
  public static final Decoding STANDARD = new Decoding(DecodingMethod.BEAM, BeamSettings.STANDARD);

  /**
   * Returns the settings to search with: all hypotheses of a beam are candidates of a consensus.
   */
  BeamSettings search() {
    return switch (method) {
      case BEAM -> settings;
      case CONSENSUS -> settings.withBest(settings.width());
    };
  }

  /**
   * Returns what chooses captions among hypotheses.
   *
   * @param model whose document frequencies are read if the method needs them
   * @throws BadInputException if it needs them and the model has none, or damaged ones
   */
  Choice choice(ModelBundle model) throws IOException {
    return switch (method) {
      case BEAM -> hypotheses -> hypotheses;
      case CONSENSUS -> new Consensus(model.documentFrequencies(), settings.best());
    };
  }
}
