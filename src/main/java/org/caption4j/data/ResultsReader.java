package org.caption4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.caption4j.BadInputException;

/**
 * Reads what a captioner said of photos: COCO's results format, a JSON list of {@code {"image_id":
 * 17, "caption": "..."}}; such objects one a line; a table with a header. {@code file_name} or
 * {@code path} may stand in place of {@code image_id}.
 */
final class ResultsReader {
  /** As many names as fit into a message. */
  private static final int SHOWN = 3;

  private final CaptionDataSets.Source source;
  private final ImageNames names;
  private final Map<Long, String> captions = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();

  // the object being read
  private OptionalLong id = OptionalLong.empty();
  private String fileName;
  private String caption;

  ResultsReader(CaptionDataSets.Source source, CaptionDataSet references) {
    this.source = source;
    this.names = new ImageNames(references);
  }

  CaptionResults read() throws IOException {
    switch (source.firstCharacter()) {
      case -1 -> throw new BadInputException(source.file() + ": is empty, expected results");
      case '[' -> readJson(json -> json.readList(key -> member(json, key), () -> end(json)));
      case '{' -> readJson(json -> json.readLines(key -> member(json, key), () -> end(json)));
      default -> TextReader.rows(source, this::row);
    }
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "%s: expected photos that have captions in %s, found %d that have none there: %s"
              .formatted(source.file(), names.references(), unknown.size(), some(unknown)));
    }
    if (captions.isEmpty()) {
      throw new BadInputException(source.file() + ": expected results, found an empty list");
    }
    return new CaptionResults(source.name(), captions);
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /** Reads the objects of a file of JSON. */
  private interface Reading {
    void of(JsonSections json) throws IOException;
  }

  private void readJson(Reading reading) throws IOException {
    try (JsonSections json = JsonSections.open(source)) {
      reading.of(json);
    }
  }

  private void member(JsonSections json, String key) throws IOException {
    switch (key) {
      case "image_id" -> id = OptionalLong.of(json.whole(key));
      case "file_name", "path" -> fileName = json.text(key);
      case "caption" -> caption = json.textOrBlank(key);
      default -> {} // skipped
    }
  }

  private void end(JsonSections json) throws IOException {
    if (id.isEmpty() && fileName == null) {
      throw json.fault(
          "expected a result with 'image_id', 'file_name' or 'path', found none (is this a file of"
              + " reference captions?)");
    }
    if (caption == null) {
      throw json.fault("expected a result with 'caption', found none");
    }
    OptionalLong image = id.isPresent() ? id : names.id(fileName);
    if (image.isEmpty()) {
      unknown.add(fileName);
    } else if (captions.putIfAbsent(image.getAsLong(), caption) != null) {
      throw json.fault(
          "image %d: expected one result an image, found a second".formatted(image.getAsLong()));
    }
    id = OptionalLong.empty();
    fileName = null;
    caption = null;
  }

  private void row(TextFormat.Row row, TextLines lines, String line) throws BadInputException {
    OptionalLong image = names.id(row.fileName());
    if (image.isEmpty()) {
      unknown.add(row.fileName());
    } else if (captions.putIfAbsent(image.getAsLong(), row.caption()) != null) {
      throw lines.fault("expected one result an image, found a second", line);
    }
  }
}
