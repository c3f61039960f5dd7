package org.caption4j.eval.report;

import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.eval.Pairing;
import org.caption4j.metric.Diagnostics;
import org.caption4j.metric.Evaluation;
import org.caption4j.metric.Language;

/**
 * What an evaluation found.
 *
 * @param language of the captions; it decides what a token is
 * @param pairing what was scored
 * @param evaluation the scores
 * @param diagnostics figures that are no scores but tell a broken captioner
 * @param notes sentences on what is not here, and why
 * @param faults why programs of others gave no figures; their metrics are not here
 */
public record EvaluationReport(
    Language language,
    Pairing pairing,
    Evaluation evaluation,
    Diagnostics diagnostics,
    List<String> notes,
    List<BadInputException> faults) {
  /** Copies the lists. */
  public EvaluationReport {
    notes = List.copyOf(notes);
    faults = List.copyOf(faults);
  }
}
