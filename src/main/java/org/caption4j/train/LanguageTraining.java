package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.decoder.Decoder;

/**
 * Teaches a decoder its language by sentences without photos. Their image vectors are zeros, so
 * that {@code W_ih} keeps its starting values and everything else learns which words follow which.
 *
 * <p>There are many more sentences than captions; and a decoder that knows the language learns from
 * captions what photos have to do with it.
 */
final class LanguageTraining {
  static final String CHECKPOINT = "language-checkpoint.safetensors";

  private final Examples sentences;
  private final Examples validation;
  private final TrainingSettings settings;

  /**
   * @param sentences to learn
   * @param validation captions, to tell how well they are foreseen without their photos
   * @param settings how to train
   */
  LanguageTraining(Examples sentences, Examples validation, TrainingSettings settings) {
    this.sentences = sentences;
    this.validation = validation;
    this.settings = settings;
  }

  /**
   * Trains, or goes on from the checkpoint in a folder.
   *
   * @param decoder taught in place: it has the averaged parameters then
   * @param folder of the checkpoint, written after each epoch
   * @param listener told of each batch and epoch
   * @throws org.caption4j.BadInputException if the checkpoint is one of another training
   * @throws IOException if the checkpoint cannot be read or written
   */
  void run(Decoder decoder, Path folder, TrainingListener listener) throws IOException {
    Path checkpoint = folder.resolve(CHECKPOINT);
    Trainer trainer = new Trainer(settings, decoder);
    String data = CaptionCorpus.fingerprint(sentences, validation);
    if (Files.exists(checkpoint)) {
      Checkpoint.restore(checkpoint, trainer, data);
    }
    trainer.run(
        sentences,
        validation,
        (trained, best) -> Checkpoint.write(checkpoint, trained, data),
        listener);
    decoder.parameters().flat().assign(trainer.averaged().parameters().flat());
  }
}
