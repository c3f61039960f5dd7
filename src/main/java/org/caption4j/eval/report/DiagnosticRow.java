package org.caption4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caption4j.metric.Diagnostics;

/**
 * One of the {@link Diagnostics}, as tables and files have it.
 *
 * @param key its name in files
 * @param label its name for people
 * @param value the figure
 * @param shown the figure for people
 */
public record DiagnosticRow(String key, String label, Number value, String shown) {
  /** Returns all that are known, in the order in which they are shown. */
  public static List<DiagnosticRow> of(Diagnostics diagnostics) {
    int captions = diagnostics.captions();
    List<DiagnosticRow> rows = new ArrayList<>();
    rows.add(share("distinct", "Distinct captions", diagnostics.distinct(), captions));
    diagnostics
        .recited()
        .ifPresent(
            share ->
                rows.add(
                    new DiagnosticRow(
                        "recited",
                        "Word for word in the training captions",
                        share,
                        percent(share))));
    rows.add(count("vocabulary", "Vocabulary used", diagnostics.vocabulary()));
    rows.add(
        new DiagnosticRow(
            "mean_length",
            "Mean length in tokens",
            diagnostics.meanLength(),
            String.format(Locale.ROOT, "%.2f", diagnostics.meanLength())));
    rows.add(share("unfinished", "Unfinished captions", diagnostics.unfinished(), captions));
    rows.add(share("empty", "Captions without a word", diagnostics.empty(), captions));
    return rows;
  }

  private static DiagnosticRow count(String key, String label, int value) {
    return new DiagnosticRow(key, label, value, Integer.toString(value));
  }

  private static DiagnosticRow share(String key, String label, int value, int all) {
    return new DiagnosticRow(
        key, label, value, "%d (%s)".formatted(value, percent((double) value / all)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
