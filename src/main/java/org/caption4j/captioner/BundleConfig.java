package org.caption4j.captioner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.image.Preprocessing;

/**
 * What {@code config.json} of a model says.
 *
 * @param formatVersion of the bundle, {@link #FORMAT_VERSION} when written by this version
 * @param encoder the network that sees
 * @param decoder sizes of the network that speaks
 * @param tokenizer name of the tokenizer that made words of the training captions
 * @param training how the decoder was trained, on what, with which figures; for people and for the
 *     record
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BundleConfig(
    int formatVersion,
    EncoderSection encoder,
    DecoderConfig decoder,
    String tokenizer,
    Map<String, Object> training) {
  /** Written today. Readers take this and all earlier ones. */
  public static final int FORMAT_VERSION = 1;

  /**
   * The encoder of a model.
   *
   * @param network name of the network, such as {@code vgg16}
   * @param weights a file beside {@code config.json}, or a name under which weights are looked up
   * @param fingerprint of network and weights, as {@code Encoder.fingerprint} gives it: a decoder
   *     understands the vectors of its own encoder only
   * @param preprocessing what the weights expect of a photo
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record EncoderSection(
      String network, String weights, String fingerprint, Preprocessing preprocessing) {}
}
