package org.caption4j.decoder;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The recurrent cells that a decoder can be built on. */
public enum CellType {
  /** Vanilla recurrent network (Elman 1990). */
  @JsonProperty("rnn")
  RNN,
  /** Long short-term memory with forget gate, without peepholes (Gers et al. 2000). */
  @JsonProperty("lstm")
  LSTM;

  /**
   * @return the cell; it holds no state of its own
   */
  RecurrentCell cell() {
    return switch (this) {
      case RNN -> new VanillaCell();
      case LSTM -> new LstmCell();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
