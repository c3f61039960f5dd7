package org.caption4j.eval.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.caption4j.FileKind;
import org.caption4j.Output;
import org.caption4j.metric.Metric;
import org.caption4j.metric.Scores;

/**
 * A report for programs: {@code metrics}, and {@code per_image} by number, with the COCO
 * evaluator's names and every digit; then what else there is to know.
 */
public final class ReportJson {
  /** Of the file; readers may rely on names that a version has once had. */
  private static final int FORMAT_VERSION = 1;

  /** What such files are known by. */
  public static final FileKind KIND =
      new FileKind(
          "a report of caption4j in JSON",
          Pattern.compile("\\s*\\{\\s*\"formatVersion\"\\s*:\\s*\\d+\\s*,\\s*\"language\""));

  private ReportJson() {}

  /**
   * Writes a report.
   *
   * @param report what to write
   * @param output takes it
   * @throws IOException if it cannot be written
   */
  public static void write(EvaluationReport report, Output output) throws IOException {
    output.write(
        out -> {
          JsonGenerator json = new ObjectMapper().createGenerator(out);
          json.useDefaultPrettyPrinter();
          write(report, json);
          json.flush();
        });
  }

  private static void write(EvaluationReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("formatVersion", FORMAT_VERSION);
    json.writeStringField("language", report.language().code());
    json.writeStringField("tokens", report.language().tokens());
    json.writeNumberField("images", report.pairing().candidates().size());
    json.writeFieldName("metrics");
    scores(report.evaluation().corpus(), json);
    json.writeObjectFieldStart("diagnostics");
    for (DiagnosticRow row : DiagnosticRow.of(report.diagnostics())) {
      json.writePOJOField(row.key(), row.value());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("notes");
    for (String note : report.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeFieldName("missing");
    long[] missing = report.pairing().missing().stream().mapToLong(Long::longValue).toArray();
    json.writeArray(missing, 0, missing.length);
    json.writeObjectFieldStart("per_image");
    for (Map.Entry<Long, Scores> image : report.evaluation().images().entrySet()) {
      json.writeFieldName(image.getKey().toString());
      scores(image.getValue(), json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void scores(Scores scores, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<Metric, Double> score : scores.values().entrySet()) {
      json.writeNumberField(score.getKey().label(), score.getValue());
    }
    json.writeEndObject();
  }
}
