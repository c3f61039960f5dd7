package org.caption4j.captioner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.StrictJson;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.image.Preprocessing;

/**
 * What {@code config.json} of a model says.
 *
 * @param formatVersion of the bundle, {@link #FORMAT_VERSION} when written by this version
 * @param encoder the network that sees
 * @param decoder sizes of the network that speaks
 * @param tokenizer name of the tokenizer that made words of the training captions
 * @param language that it speaks: the two letters of ISO 639-1
 * @param training how the decoder was trained, on what, with which figures; for people and for the
 *     record
 * @param decoding how captions are found where nothing else is asked for, or null for a beam search
 *     of standard width
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BundleConfig(
    int formatVersion,
    EncoderSection encoder,
    DecoderConfig decoder,
    String tokenizer,
    String language,
    Map<String, Object> training,
    @JsonInclude(JsonInclude.Include.NON_NULL) DecodingSection decoding) {
  /** Written today. Readers take this and all earlier ones. */
  public static final int FORMAT_VERSION = 1;

  public static final String FILE = "config.json";

  /** The languages of models that are older than their naming of it, by their tokenizers. */
  private static final Map<String, String> LANGUAGES = Map.of("words", "en", "han", "zh");

  private static final int MOST_BYTES = 16 << 20;

  /** A model whose captions are found by a beam search of standard width. */
  public BundleConfig(
      int formatVersion,
      EncoderSection encoder,
      DecoderConfig decoder,
      String tokenizer,
      String language,
      Map<String, Object> training) {
    this(formatVersion, encoder, decoder, tokenizer, language, training, null);
  }

  /** Finds the language where none is given. */
  public BundleConfig {
    if (language == null) {
      language = tokenizer == null ? "en" : LANGUAGES.getOrDefault(tokenizer, "en");
    }
  }

  /**
   * Reads what a model says of itself, without the model.
   *
   * @param folder of the model
   * @return the content of its {@code config.json}
   * @throws BadInputException if it is no model, a newer one than this version knows, or damaged
   */
  public static BundleConfig read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder
              + ": expected a model, which is a folder with config.json, but found "
              + (Files.exists(folder) ? "a file" : "nothing"));
    }
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      throw new BadInputException(
          file
              + ": expected a model's description here but found nothing; is this a model folder?");
    }
    byte[] json = InputFile.bytes(file, MOST_BYTES, "a model's description");
    JsonNode tree = StrictJson.object(file.toString(), json);
    requireVersion(file, tree.path("formatVersion"));
    BundleConfig config = StrictJson.value(file.toString(), tree, BundleConfig.class);
    config.requireWhole(file);
    return config;
  }

  private static void requireVersion(Path file, JsonNode version) throws BadInputException {
    if (!version.isInt() || version.intValue() < 1 || version.intValue() > FORMAT_VERSION) {
      throw new BadInputException(
          "%s: expected a model of format version 1 to %d but found %s; a newer caption4j may read it"
              .formatted(file, FORMAT_VERSION, version.isMissingNode() ? "none" : version));
    }
  }

  private void requireWhole(Path file) throws BadInputException {
    if (encoder == null
        || encoder.network() == null
        || encoder.weights() == null
        || encoder.fingerprint() == null
        || encoder.preprocessing() == null
        || decoder == null
        || tokenizer == null) {
      throw new BadInputException(
          file
              + ": expected the sections encoder (network, weights, fingerprint, preprocessing) and decoder, and a tokenizer; some are missing");
    }
  }

  /** Returns the method of decoding where none is asked for. */
  public DecodingMethod standardMethod() {
    return decoding == null ? DecodingMethod.BEAM : decoding.method();
  }

  /** Returns the width of the beam where none is asked for. */
  public int standardWidth(DecodingMethod method) {
    boolean chosen = decoding != null && decoding.method() == method && decoding.beam() != null;
    return chosen ? decoding.beam() : method.standardWidth();
  }

  /**
   * How captions are found where nothing else is asked for.
   *
   * @param method {@code beam} where none is given
   * @param beam width of the beam, or null for the method's own
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record DecodingSection(
      DecodingMethod method, @JsonInclude(JsonInclude.Include.NON_NULL) Integer beam) {
    /**
     * @throws IllegalArgumentException if the beam is less than 1 or too wide
     */
    public DecodingSection {
      method = method == null ? DecodingMethod.BEAM : method;
      if (beam != null && (beam < 1 || beam > BeamSettings.MOST_WIDTH)) {
        throw new IllegalArgumentException(
            "expected a beam of 1 to %d but found %d".formatted(BeamSettings.MOST_WIDTH, beam));
      }
    }
  }

  /**
   * The encoder of a model.
   *
   * @param network name of the network, such as {@code vgg16}
   * @param weights a file, by its path from the folder of {@code config.json}, or a name under
   *     which weights are looked up
   * @param fingerprint of network and weights, as {@code Encoder.fingerprint} gives it: a decoder
   *     understands the vectors of its own encoder only
   * @param preprocessing what the weights expect of a photo
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record EncoderSection(
      String network, String weights, String fingerprint, Preprocessing preprocessing) {}
}
