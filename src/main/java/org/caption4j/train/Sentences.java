package org.caption4j.train;

import java.nio.file.Path;

/**
 * Text that the decoder learns the language from before it sees a photo.
 *
 * @param file of sentences, one a line
 * @param epochs passes over it
 * @param learningRate Adam's rate in the first of them; it falls as that of the captions does
 */
public record Sentences(Path file, int epochs, double learningRate) {
  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Sentences {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 epoch of sentences but found " + epochs);
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "expected a learning rate above 0 for sentences but found " + learningRate);
    }
  }

  /** The settings of a training, as far as they are for captions, for sentences. */
  TrainingSettings settings(TrainingSettings captions) {
    return new TrainingSettings(
        epochs,
        captions.batchSize(),
        learningRate,
        captions.learningRateDecay(),
        captions.embeddingDropout(),
        captions.outputDropout(),
        captions.clipNorm(),
        captions.inertia(),
        epochs,
        captions.seed());
  }
}
