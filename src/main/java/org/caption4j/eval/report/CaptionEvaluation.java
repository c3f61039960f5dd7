package org.caption4j.eval.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.eval.Pairing;
import org.caption4j.eval.external.ExternalScorer;
import org.caption4j.eval.external.ExternalScores;
import org.caption4j.eval.external.ScoringListener;
import org.caption4j.eval.external.TokenizedText;
import org.caption4j.metric.Diagnostics;
import org.caption4j.metric.Evaluation;
import org.caption4j.metric.Evaluator;
import org.caption4j.metric.Language;
import org.caption4j.metric.Metric;
import org.caption4j.metric.Scores;
import org.caption4j.metric.TokenizedCorpus;

/** Scores captions by everything there is: the evaluator's own metrics, others' programs. */
public final class CaptionEvaluation {
  private final Language language;
  private final List<ExternalScorer> programs;
  private final Optional<List<String>> training;
  private final List<String> notes;

  /**
   * @param language of the captions
   * @param programs others' programs to run as well
   * @param training captions that the captioner was trained on, where they are known
   * @param notes sentences for every report
   */
  public CaptionEvaluation(
      Language language,
      List<ExternalScorer> programs,
      Optional<List<String>> training,
      List<String> notes) {
    this.language = language;
    this.programs = List.copyOf(programs);
    this.training = training;
    this.notes = List.copyOf(notes);
  }

  /** Told how the programs of others go. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A program starts.
     *
     * @param metric what it computes
     * @return told of its progress
     */
    ScoringListener starting(Metric metric);
  }

  /**
   * Scores captions. A program that fails leaves its metric out; the others are still there.
   *
   * @param pairing captions and references
   * @param listener told how the programs go
   * @return the scores
   * @throws IOException if files of a program cannot be written or read, or the thread was
   *     interrupted
   */
  public EvaluationReport evaluate(Pairing pairing, Listener listener) throws IOException {
    TokenizedCorpus corpus = TokenizedCorpus.of(pairing.candidates(), language.tokenizer());
    Evaluation evaluation = Evaluator.score(corpus);
    Diagnostics diagnostics =
        training.isPresent()
            ? Diagnostics.of(corpus, language, training.get())
            : Diagnostics.of(corpus, language);
    List<TokenizedText> texts = programs.isEmpty() ? List.of() : TokenizedText.of(corpus);
    List<BadInputException> faults = new ArrayList<>();
    for (ExternalScorer program : programs) {
      try {
        ExternalScores scores = program.score(texts, listener.starting(program.metric()));
        evaluation = with(evaluation, program.metric(), scores);
      } catch (BadInputException e) {
        faults.add(e);
      }
    }
    return new EvaluationReport(language, pairing, evaluation, diagnostics, notes(pairing), faults);
  }

  /** Figures that a program does not have (NaN) are left out, as JSON has no way to say them. */
  private static Evaluation with(Evaluation evaluation, Metric metric, ExternalScores scores) {
    Map<Long, Scores> images = new LinkedHashMap<>();
    evaluation
        .images()
        .forEach((id, before) -> images.put(id, with(before, metric, scores.images().get(id))));
    return new Evaluation(with(evaluation.corpus(), metric, scores.corpus()), images);
  }

  private static Scores with(Scores scores, Metric metric, double value) {
    return Double.isNaN(value) ? scores : scores.with(metric, value);
  }

  private List<String> notes(Pairing pairing) {
    List<String> all = new ArrayList<>(notes);
    if (pairing.candidates().size() == 1) {
      all.add(
          "CIDEr of a single image is 0: it weighs n-grams by the share of images that do not have them.");
    }
    if (!pairing.missing().isEmpty()) {
      all.add(
          "%d of %d images have no caption and are not in these figures: %s."
              .formatted(
                  pairing.missing().size(),
                  pairing.missing().size() + pairing.candidates().size(),
                  Pairing.some(pairing.missing())));
    }
    return all;
  }
}
