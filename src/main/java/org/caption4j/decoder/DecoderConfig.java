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
  /**
   * @throws IllegalArgumentException if a size is not positive or the cell is missing
   */
  public DecoderConfig {
    if (cell == null) {
      throw new IllegalArgumentException("expected a recurrent cell but found none");
    }
    positive("vocabularySize", vocabularySize);
    positive("embeddingSize", embeddingSize);
    positive("hiddenSize", hiddenSize);
    positive("imageSize", imageSize);
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("expected " + name + " of at least 1 but found " + value);
    }
  }
}
