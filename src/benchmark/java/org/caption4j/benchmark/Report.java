package org.caption4j.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that was found, as Markdown for people and as JSON for programs.
 *
 * @param machine where
 * @param rounds turns of each competitor
 * @param sections what
 */
record Report(Machine machine, int rounds, List<Section> sections) {
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final double GIGA = 1 << 30;

  /** Copies the sections. */
  Report {
    sections = List.copyOf(sections);
  }

  /**
   * Writes {@code benchmark.md} and {@code benchmark.json}.
   *
   * @param folder made if it is not there
   * @throws IOException if they cannot be written
   */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("benchmark.md"), markdown());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("benchmark.json").toFile(), json());
  }

  /** Returns the report for people. Numbers have three digits. */
  String markdown() {
    StringBuilder text = new StringBuilder(heading());
    for (Section section : sections) {
      text.append("\n### ").append(section.title()).append("\n\n");
      section.remarks().forEach(remark -> text.append(remark).append('\n'));
      section.tables().forEach(table -> append(text, table));
    }
    return text.toString();
  }

  private String heading() {
    return """
        ## %s, %d cores, %d GB

        %s; %s; DL4J %s, ONNX Runtime %s, PyTorch %s through DJL %s. %d threads each; median of %d rounds.
        """
        .formatted(
            machine.processor(),
            machine.cores(),
            Math.round(machine.memory() / GIGA),
            machine.system(),
            machine.java(),
            machine.dl4j(),
            machine.onnxRuntime(),
            machine.pytorch(),
            machine.djl(),
            machine.cores(),
            rounds);
  }

  private static void append(StringBuilder text, Table table) {
    text.append("\n**").append(table.title()).append("**\n\n");
    row(text, table.columns());
    List<String> sides = new ArrayList<>(Collections.nCopies(table.columns().size(), "---:"));
    Object first = table.rows().get(0).get(0);
    sides.set(0, first instanceof Number ? "---:" : "---");
    row(text, sides);
    for (List<Object> row : table.rows()) {
      row(text, row.stream().map(Report::cell).toList());
    }
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      BigDecimal rounded = new BigDecimal(number).round(THREE_DIGITS);
      return rounded.setScale(Math.max(0, rounded.scale())).toPlainString();
    }
    return value.toString();
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("rounds", rounds);
    json.put(
        "sections",
        sections.stream()
            .map(
                section -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("title", section.title());
                  entry.put("remarks", section.remarks());
                  entry.put("tables", section.tables().stream().map(Report::json).toList());
                  return entry;
                })
            .toList());
    return json;
  }

  private static Map<String, Object> json(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      for (int k = 0; k < row.size(); k++) {
        entry.put(table.columns().get(k), row.get(k));
      }
      rows.add(entry);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", table.title());
    json.put("rows", rows);
    return json;
  }
}
