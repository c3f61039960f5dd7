package org.caption4j.decoder;

/**
 * The sizes of a decoder.
 *
 * @param cell the recurrent cell
 * @param vocabularySize V, tokens, the special ones included
 * @param embeddingSize E, length of a token's vector
 * @param hiddenSize H, length of the hidden state
 * @param imageSize D, length of the image vector
 */
public record DecoderConfig(
    CellType cell, int vocabularySize, int embeddingSize, int hiddenSize, int imageSize) {
  /** The longest embedding, and the largest hidden state. */
  public static final int MOST_UNITS = 8192;

  private static final int MOST_TOKENS = 1_000_000;

  /**
   * @throws IllegalArgumentException if a size is not positive or too large, or the cell is missing
   */
  public DecoderConfig {
    if (cell == null) {
      throw new IllegalArgumentException("expected a recurrent cell but found none");
    }
    require("vocabularySize", vocabularySize, MOST_TOKENS);
    require("embeddingSize", embeddingSize, MOST_UNITS);
    require("hiddenSize", hiddenSize, MOST_UNITS);
    require("imageSize", imageSize, MOST_TOKENS);
  }

  private static void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "expected %s of 1 to %d but found %d".formatted(name, most, value));
    }
  }
}
