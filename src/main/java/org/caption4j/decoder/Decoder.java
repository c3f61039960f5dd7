package org.caption4j.decoder;

/**
 * A recurrent language model that is told once, at its first step, what the picture shows.
 *
 * <p>At step t, with token embedding {@code x_t} and image vector {@code v}: {@code z_t = W_x x_t +
 * b + [t = 1] W_ih v}; the cell adds {@code W_h h_{t-1}} and gives {@code h_t}; the logits are
 * {@code V h_t + b_V}. Vectors are rows here, so that the products read {@code x W}.
 *
 * @param config the sizes
 * @param parameters of these sizes, which training changes in place; not copied
 */
public record Decoder(DecoderConfig config, Parameters parameters) {}
