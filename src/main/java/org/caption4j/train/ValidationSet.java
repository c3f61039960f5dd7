package org.caption4j.train;

import java.util.Optional;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.TeacherForcing;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A data set that epochs are judged by: vectors of its photos, and their captions as token ids and,
 * where CIDEr is wanted, as text.
 */
final class ValidationSet {
  private final Examples examples;
  private final int[] photoRows;
  private final Optional<PhotoReferences> references;

  /**
   * @param examples captions as token ids, and the photos' vectors
   * @param photoRows for each photo the row of its vector
   * @param references of the photos; without them there is no CIDEr
   */
  ValidationSet(Examples examples, int[] photoRows, Optional<PhotoReferences> references) {
    this.examples = examples;
    this.photoRows = photoRows.clone();
    this.references = references;
  }

  /**
   * A set without CIDEr.
   *
   * @param examples captions as token ids, and the photos' vectors
   */
  ValidationSet(Examples examples) {
    this(examples, new int[0], Optional.empty());
  }

  /** Returns the captions as token ids. */
  Examples examples() {
    return examples;
  }

  /** Returns the vectors of all photos, [m, D]. */
  INDArray vectors() {
    return examples.vectors();
  }

  /**
   * Judges a decoder.
   *
   * @param decoder vectors to words
   * @param batchSize captions at a time
   */
  SetFigures figures(Decoder decoder, int batchSize) {
    double loss = examples.loss(new TeacherForcing(decoder), batchSize);
    Double cider =
        references
            .map(r -> r.scoring().cider(decoder, vectors(), photoRows, r.captions()))
            .orElse(null);
    return new SetFigures(loss, cider);
  }
}
