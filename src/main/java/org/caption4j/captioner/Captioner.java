package org.caption4j.captioner;

import java.io.IOException;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.Hypothesis;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Describes photos.
 *
 * <p>Several threads may describe photos at once. Many photos are described faster by {@link
 * DescribedPhotos}.
 */
public final class Captioner implements AutoCloseable {
  /** Ids that every vocabulary gives the tokens that are no words. */
  private static final SpecialTokens SPECIAL =
      new SpecialTokens(Vocabulary.START, Vocabulary.END, Vocabulary.UNK);

  private final PhotoEncoder encoder;
  private final BeamSearch search;
  private final Choice choice;
  private final Vocabulary vocabulary;
  private final Tokenizer tokenizer;

  /**
   * @param encoder photos to vectors, the one that the model was trained on; closed with this
   *     captioner
   * @param model vectors to sentences
   * @param decoding how sentences are found
   * @throws BadInputException if the model's tokenizer is unknown, or the model lacks what the
   *     decoding needs
   * @throws IOException if the model cannot be read
   */
  public Captioner(PhotoEncoder encoder, ModelBundle model, Decoding decoding) throws IOException {
    this.encoder = encoder;
    this.search = new BeamSearch(model.decoder(), SPECIAL, decoding.search());
    this.choice = decoding.choice(model);
    this.vocabulary = model.vocabulary();
    this.tokenizer = model.tokenizer();
  }

  /**
   * Describes photos.
   *
   * @param photos any number; all are in memory at once, so very many are better given in batches
   * @return for each photo its captions, the best first
   */
  public List<List<Caption>> caption(List<Photo> photos) {
    return caption(PixelBatch.of(photos, encoder.encoder().preprocessing()));
  }

  /**
   * Describes photos that were prepared ahead, with the encoder's preprocessing.
   *
   * @param batch any number of photos
   * @return for each photo its captions, the best first
   */
  public List<List<Caption>> caption(PixelBatch<?> batch) {
    if (batch.size() == 0) {
      return List.of();
    }
    try (INDArray vectors = encoder.encode(batch)) {
      return search.search(vectors).stream()
          .map(hypotheses -> choice.of(hypotheses).stream().map(this::sentence).toList())
          .toList();
    }
  }

  private Caption sentence(Hypothesis hypothesis) {
    return new Caption(
        tokenizer.join(vocabulary.decode(hypothesis.tokens())), hypothesis.logProbability());
  }

  @Override
  public void close() {
    encoder.close();
  }
}
