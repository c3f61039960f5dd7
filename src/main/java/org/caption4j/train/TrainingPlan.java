package org.caption4j.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.metric.CaptionTokenizer;
import org.caption4j.metric.Language;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;

/**
 * What to train on what, and where it goes.
 *
 * @param train data sets to learn, at least one
 * @param validation data sets to choose the best epoch by, at least one
 * @param vectors where the photos' vectors are kept, and how many views of a photo there are
 * @param out the model's folder; checkpoint, table and curves lie there as well
 * @param decoder what training begins with
 * @param language that the captions are in: the two letters of ISO 639-1
 * @param settings how to train
 * @param unread how many photos of a data set may be missing or broken
 * @param decoding how the model's captions are found where nothing else is asked for, or null for a
 *     beam search of standard width
 */
public record TrainingPlan(
    List<CaptionedFolder> train,
    List<CaptionedFolder> validation,
    VectorFiles vectors,
    Path out,
    InitialDecoder decoder,
    String language,
    TrainingSettings settings,
    UnreadPhotos unread,
    BundleConfig.DecodingSection decoding) {
  /**
   * @throws IllegalArgumentException if there is nothing to train or to validate on
   */
  public TrainingPlan {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    if (train.isEmpty() || validation.isEmpty()) {
      throw new IllegalArgumentException(
          "expected at least 1 data set to train on and 1 to validate on but found %d and %d"
              .formatted(train.size(), validation.size()));
    }
  }

  /**
   * A plan for a model whose captions are found by a beam search of standard width, on photos of
   * which all but a few can be read.
   */
  public TrainingPlan(
      List<CaptionedFolder> train,
      List<CaptionedFolder> validation,
      VectorFiles vectors,
      Path out,
      InitialDecoder decoder,
      String language,
      TrainingSettings settings) {
    this(train, validation, vectors, out, decoder, language, settings, UnreadPhotos.FEW, null);
  }

  /**
   * The first stage of a training in two.
   *
   * @param folder where it goes; its vectors lie there as well
   * @param epochs of it
   */
  TrainingPlan firstStage(Path folder, int epochs) {
    VectorFiles own =
        new VectorFiles(folder.resolve(vectors.first().getFileName()), vectors.views());
    return new TrainingPlan(
        train,
        validation,
        own,
        folder,
        decoder,
        language,
        settings.withEpochs(epochs),
        unread,
        decoding);
  }

  /**
   * The second stage of a training in two.
   *
   * @param model what the first stage made
   * @param epochs of the first stage
   */
  TrainingPlan secondStage(ModelBundle model, int epochs) {
    return new TrainingPlan(
        train,
        validation,
        vectors,
        out,
        decoder.startingWith(model),
        language,
        settings.after(epochs),
        unread,
        decoding);
  }

  /**
   * Returns what the sentences of validation are scored with, if the best epoch is chosen by that.
   *
   * @throws BadInputException if sentences of the language cannot be scored
   */
  Optional<CiderScoring> scoring(Vocabulary vocabulary, Tokenizer tokenizer)
      throws BadInputException {
    if (settings.criterion() != Criterion.CIDER) {
      return Optional.empty();
    }
    CaptionTokenizer cut = Language.of(language).tokenizer();
    return Optional.of(new CiderScoring(vocabulary, tokenizer, cut));
  }

  /** What a model says it was trained on; to be added to. */
  Map<String, Object> description(DataCounts counts) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("train", counts.train());
    training.put("validation", counts.validation());
    training.put("minimumWordCount", decoder.minimumCount());
    training.put("views", vectors.views());
    return training;
  }
}
