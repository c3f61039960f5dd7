package org.caption4j.captioner;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.caption4j.decoder.BeamSettings;

/** How a photo's captions are chosen among the hypotheses of a beam search. */
public enum DecodingMethod {
  /** The likeliest hypotheses. */
  @JsonProperty("beam")
  BEAM(BeamSettings.STANDARD.width()),
  /** Those that agree best with the other hypotheses: {@link Consensus}. */
  @JsonProperty("consensus")
  CONSENSUS(10);

  private final int standardWidth;

  DecodingMethod(int standardWidth) {
    this.standardWidth = standardWidth;
  }

  /** Returns the width of the beam where none is asked for. */
  public int standardWidth() {
    return standardWidth;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
