package org.caption4j.train;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an epoch gave on one validation set.
 *
 * @param loss mean loss a token, in nats, without dropout
 * @param perplexity {@code exp(loss)}
 * @param cider CIDEr-D of sentences found by beam search; null where the best epoch is not chosen
 *     by it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetFigures(double loss, double perplexity, Double cider) {
  /** Figures of which the perplexity follows from the loss. */
  SetFigures(double loss, Double cider) {
    this(loss, Math.exp(loss), cider);
  }
}
