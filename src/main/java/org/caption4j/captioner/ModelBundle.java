package org.caption4j.captioner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.Parameters;
import org.caption4j.metric.DocumentFrequencies;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained model on disk: a folder with {@code config.json}, {@code vocabulary.json}, {@code
 * decoder.safetensors} and, if it brings them, the encoder's weights and the document frequencies
 * of n-grams. docs/model-bundle.md describes the format.
 *
 * @param folder where it lies
 * @param config what it is
 * @param vocabulary its words
 * @param decoder its decoder, in single precision
 */
public record ModelBundle(
    Path folder, BundleConfig config, Vocabulary vocabulary, Decoder decoder) {
  private static final String VOCABULARY = "vocabulary.json";
  private static final String DECODER = "decoder.safetensors";
  private static final String DOCUMENT_FREQUENCIES = "document-frequencies.safetensors";

  /** Those beside its configuration and the encoder's weights; the last may be absent. */
  public static final List<String> FILES = List.of(VOCABULARY, DECODER, DOCUMENT_FREQUENCIES);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes the model, file by file, each whole or not at all. The decoder is stored in half
   * precision: its words stay the same, and a model is half as large.
   *
   * @throws IOException if the folder cannot be written
   */
  public void write() throws IOException {
    Files.createDirectories(folder);
    vocabulary.write(folder.resolve(VOCABULARY));
    SafeTensorsWriter.write(
        folder.resolve(DECODER),
        decoder.parameters().views(),
        Map.of("format", "caption4j-decoder"),
        ElementType.F16);
    AtomicFile.write(folder.resolve(BundleConfig.FILE), JSON.writeValueAsString(config) + "\n");
  }

  /**
   * Reads a model.
   *
   * @param folder holds {@code config.json}
   * @return the model
   * @throws BadInputException if it is no model, a newer one than this version knows, or damaged:
   *     which file, and why
   */
  public static ModelBundle read(Path folder) throws IOException {
    return read(ModelFolder.at(folder));
  }

  /**
   * Reads a model.
   *
   * @param model its folder
   * @return the model
   * @throws BadInputException as {@link #read(Path)}
   */
  public static ModelBundle read(ModelFolder model) throws IOException {
    Path folder = model.path();
    BundleConfig config = model.config();
    Vocabulary vocabulary = Vocabulary.read(folder.resolve(VOCABULARY));
    if (vocabulary.size() != config.decoder().vocabularySize()) {
      throw new BadInputException(
          "%s: expected a vocabulary of %d tokens, as config.json says, but found %d"
              .formatted(
                  folder.resolve(VOCABULARY),
                  config.decoder().vocabularySize(),
                  vocabulary.size()));
    }
    Tokenizer.named(config.tokenizer());
    Decoder decoder =
        new Decoder(config.decoder(), readParameters(folder.resolve(DECODER), config));
    return new ModelBundle(folder, config, vocabulary, decoder);
  }

  /**
   * @return the tokenizer that its words were made with
   * @throws BadInputException if this version does not know it
   */
  public Tokenizer tokenizer() throws BadInputException {
    return Tokenizer.named(config.tokenizer());
  }

  /**
   * Reads how common n-grams are in the captions that the decoder was trained on.
   *
   * @throws BadInputException if the model has none, or damaged ones
   * @throws IOException if they cannot be read
   */
  public DocumentFrequencies documentFrequencies() throws IOException {
    Path file = folder.resolve(DOCUMENT_FREQUENCIES);
    if (Files.notExists(file)) {
      throw new BadInputException(
          "%s: expected document frequencies for consensus decoding but found no such file; use --decode beam, or train the model again"
              .formatted(file));
    }
    return DocumentFrequencies.read(file);
  }

  /**
   * Writes what {@link #documentFrequencies} reads.
   *
   * @param folder of the model
   * @param frequencies of n-grams in its training captions, or empty if it has too many words for
   *     that; then the folder has none afterwards
   * @throws IOException if the folder cannot be written
   */
  public static void writeDocumentFrequencies(
      Path folder, Optional<DocumentFrequencies> frequencies) throws IOException {
    Path file = folder.resolve(DOCUMENT_FREQUENCIES);
    if (frequencies.isPresent()) {
      frequencies.get().write(file);
    } else {
      Files.deleteIfExists(file);
    }
  }

  private static Parameters readParameters(Path file, BundleConfig config) throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      Map<String, long[]> shapes = Parameters.shapes(config.decoder());
      for (Map.Entry<String, long[]> shape : shapes.entrySet()) { // before memory is taken
        requireShape(tensors, shape.getKey(), shape.getValue());
      }
      Parameters parameters = Parameters.zeros(config.decoder(), DataType.FLOAT);
      for (Map.Entry<String, INDArray> entry : parameters.views().entrySet()) {
        String name = entry.getKey();
        entry.getValue().assign(tensors.get(name, shapes.get(name)));
      }
      return parameters;
    }
  }

  private static void requireShape(SafeTensors tensors, String name, long... expected)
      throws BadInputException {
    if (!tensors.contains(name)) {
      throw new BadInputException(
          "%s: tensor %s: expected shape %s, as config.json says, but found no such tensor"
              .formatted(tensors.file(), name, Arrays.toString(expected)));
    }
    if (!Arrays.equals(tensors.shape(name), expected)) {
      throw new BadInputException(
          "%s: tensor %s: expected shape %s, as config.json says, but found %s"
              .formatted(
                  tensors.file(),
                  name,
                  Arrays.toString(expected),
                  Arrays.toString(tensors.shape(name))));
    }
  }
}
