package org.caption4j.train;

import java.util.List;
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
 * The words and the decoder that a training begins with.
 *
 * @param cell recurrent cell
 * @param hiddenSize H
 * @param embeddingSize E
 * @param minimumCount occurrences that a word needs to enter the vocabulary
 * @param start a model whose words and decoder are trained on, or empty to begin with random
 *     numbers; it brings cell, sizes and vocabulary
 */
public record InitialDecoder(
    CellType cell,
    int hiddenSize,
    int embeddingSize,
    int minimumCount,
    Optional<ModelBundle> start) {
  /** The same, but with a model to start from. */
  InitialDecoder startingWith(ModelBundle model) {
    return new InitialDecoder(cell, hiddenSize, embeddingSize, minimumCount, Optional.of(model));
  }

  /** Gives the root mean square of image vectors' components. */
  @FunctionalInterface
  interface ImageScale {
    /**
     * @throws BadInputException if there are no vectors
     */
    double get() throws BadInputException;
  }

  /**
   * The words to learn: those of the model to start from, or those that occur often enough in all
   * training sets together.
   *
   * @throws BadInputException if no word does
   */
  Vocabulary vocabulary(CaptionCorpus corpus, List<CaptionDataSet> train) throws BadInputException {
    if (start.isPresent()) {
      return start.get().vocabulary();
    }
    Vocabulary vocabulary = corpus.vocabulary(train, minimumCount);
    if (vocabulary.size() == Vocabulary.SPECIAL_TOKENS) {
      throw new BadInputException(
          "%s: expected words that occur %,d times or more in the captions, found none; lower --min-count"
              .formatted(train.get(0).name(), minimumCount));
    }
    return vocabulary;
  }

  /**
   * The decoder: that of the model to start from, or a new one.
   *
   * @param vocabulary its words
   * @param tokenizer makes words of captions
   * @param dimension numbers of an image vector
   * @param imageScale gives the root mean square of their components, for a new one
   * @param settings of the training: the seed of a new one's random numbers, the captions a step
   * @param listener told of the memory that this takes
   * @throws BadInputException if the model to start from takes other vectors or other words, or
   *     there is not enough memory for a new one
   */
  Decoder decoder(
      Vocabulary vocabulary,
      Tokenizer tokenizer,
      int dimension,
      ImageScale imageScale,
      TrainingSettings settings,
      TrainingListener listener)
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
    TrainingMemory memory = TrainingMemory.of(config, settings.batchSize());
    memory.require();
    listener.memoryNeeded(memory.bytes());
    return new Decoder(
        config, Parameters.random(config, DataType.FLOAT, imageScale.get(), settings.seed()));
  }
}
