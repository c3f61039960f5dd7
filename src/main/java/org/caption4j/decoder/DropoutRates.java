package org.caption4j.decoder;

import org.caption4j.tensor.Dropout;

/**
 * Where and how strongly values are dropped in training.
 *
 * @param embedding rate on the token embeddings
 * @param output rate on the hidden states before the output layer
 */
public record DropoutRates(double embedding, double output) {
  /** None, as at inference. */
  public static final DropoutRates NONE = new DropoutRates(0, 0);

  Dropout ofEmbedding(long seed) {
    return new Dropout(embedding, seed);
  }

  /** Another seed than the embedding's, so that the two masks have nothing in common. */
  Dropout ofOutput(long seed) {
    return new Dropout(output, ~seed);
  }
}
