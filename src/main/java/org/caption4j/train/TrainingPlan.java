package org.caption4j.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What to train on what, and where it goes.
 *
 * @param annotations training captions, as {@code CaptionDataSets.read} takes them
 * @param images folder of their photos
 * @param validationAnnotations captions to stop by
 * @param validationImages folder of their photos
 * @param features file of the training photos' vectors, kept between runs; more views of them lie
 *     beside it
 * @param views of each training photo, at least 1: the whole one, and parts of it
 * @param validationFeatures the same for the validation photos; may be the same file if the folder
 *     is the same
 * @param out the model's folder; checkpoint, table and curves lie there as well
 * @param cell recurrent cell
 * @param hiddenSize H
 * @param embeddingSize E
 * @param start a model whose words and decoder are trained on, or empty to begin with random
 *     numbers; it brings cell, sizes and vocabulary
 * @param minimumCount occurrences that a word needs to enter the vocabulary
 * @param language that the captions are in: the two letters of ISO 639-1
 * @param settings how to train
 */
public record TrainingPlan(
    String annotations,
    Path images,
    String validationAnnotations,
    Path validationImages,
    Path features,
    int views,
    Path validationFeatures,
    Path out,
    CellType cell,
    int hiddenSize,
    int embeddingSize,
    Optional<ModelBundle> start,
    int minimumCount,
    String language,
    TrainingSettings settings) {
  /**
   * @throws IllegalArgumentException if there are no views
   */
  public TrainingPlan {
    if (views < 1) {
      throw new IllegalArgumentException("expected at least 1 view of a photo but found " + views);
    }
  }

  /** Returns the file of a view's vectors; 0 for the whole photos. */
  Path features(int view) {
    return view == 0
        ? features
        : features.resolveSibling("view-%d-%s".formatted(view, features.getFileName()));
  }

  /** The root mean square of image vectors' components, for who needs it. */
  @FunctionalInterface
  interface ImageScale {
    /**
     * @throws BadInputException if there are no vectors
     */
    double get() throws BadInputException;
  }

  /** The words to learn: those of the model to start from, or those that occur often enough. */
  Vocabulary vocabulary(CaptionCorpus corpus, CaptionDataSet train) {
    return start
        .map(ModelBundle::vocabulary)
        .orElseGet(() -> corpus.vocabulary(train, minimumCount));
  }

  /**
   * The decoder to begin with: that of the model to start from, or a new one.
   *
   * @param vocabulary its words
   * @param tokenizer makes words of captions
   * @param dimension numbers of an image vector
   * @param imageScale gives the root mean square of their components, for a new one
   * @throws BadInputException if the model to start from takes other vectors or other words
   */
  Decoder decoder(Vocabulary vocabulary, Tokenizer tokenizer, int dimension, ImageScale imageScale)
      throws BadInputException {
    if (start.isPresent()) {
      ModelBundle model = start.get();
      if (model.decoder().config().imageSize() != dimension
          || !model.config().tokenizer().equals(tokenizer.name())) {
        throw new BadInputException(
            "%s: expected a model to start from with vectors of %d numbers and tokenizer \"%s\" but found %d and \"%s\""
                .formatted(
                    model.folder(),
                    dimension,
                    tokenizer.name(),
                    model.decoder().config().imageSize(),
                    model.config().tokenizer()));
      }
      return model.decoder();
    }
    DecoderConfig config =
        new DecoderConfig(cell, vocabulary.size(), embeddingSize, hiddenSize, dimension);
    return new Decoder(
        config, Parameters.random(config, DataType.FLOAT, imageScale.get(), settings.seed()));
  }

  /** What a model says it was trained on; to be added to. */
  Map<String, Object> description(int captions, int validationCaptions) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("annotations", fileName(annotations));
    training.put("captions", captions);
    training.put("validationAnnotations", fileName(validationAnnotations));
    training.put("validationCaptions", validationCaptions);
    training.put("minimumWordCount", minimumCount);
    training.put("views", views);
    return training;
  }

  /** Where the file lay is nobody's business once the model travels. */
  private static String fileName(String path) {
    return path.replaceAll("[^#]*[/\\\\]", "");
  }
}
