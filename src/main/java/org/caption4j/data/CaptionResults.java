package org.caption4j.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSets.Source;

/**
 * What a captioner said of photos, one caption each: COCO's results format, a JSON list of {@code
 * {"image_id": 17, "caption": "..."}}.
 *
 * @param name what to call it: the file's name
 * @param captions by the photo's number, in the file's order, perhaps blank; unmodifiable
 */
public record CaptionResults(String name, Map<Long, String> captions) {
  /** Copies the captions. */
  public CaptionResults {
    captions = Collections.unmodifiableMap(new LinkedHashMap<>(captions));
  }

  /**
   * Reads results. The file may be compressed with gzip.
   *
   * @param file in COCO's results format
   * @return the captions
   * @throws BadInputException if the file is missing, empty, broken or something else, gives a
   *     photo two captions; the message says where, what was expected and what was found
   * @throws IOException if it cannot be read
   */
  public static CaptionResults read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          file
              + (Files.isDirectory(file)
                  ? ": is a folder"
                  : Files.exists(file) ? ": is no ordinary file" : ": no such file")
              + ", expected results in COCO's format");
    }
    Source source = new Source(file, "");
    try {
      return read(source);
    } catch (JsonProcessingException e) {
      throw JsonSections.fault(source, e);
    } catch (EOFException | ZipException e) {
      throw new BadInputException(file + ": broken or truncated gzip: " + e.getMessage(), e);
    }
  }

  private static CaptionResults read(Source source) throws IOException {
    switch (source.firstCharacter()) {
      case -1 -> throw new BadInputException(source.file() + ": is empty, expected results");
      case '{' ->
          throw new BadInputException(
              source.file()
                  + ": expected a JSON list of {\"image_id\": ..., \"caption\": ...}, found an object"
                  + " (is this a file of reference captions?); batch writes results with --format coco");
      default -> {}
    }
    try (JsonSections json = JsonSections.open(source)) {
      Entry entry = new Entry(json);
      json.readList(entry::member, entry::end);
      if (entry.captions.isEmpty()) {
        throw new BadInputException(source.file() + ": expected results, found an empty list");
      }
      return new CaptionResults(source.name(), entry.captions);
    }
  }

  /**
   * Returns how many captions are blank: a null in the file is one of them. They are scored as
   * sentences without a word, as the COCO evaluator does it.
   */
  public long blank() {
    return captions.values().stream().filter(String::isBlank).count();
  }

  /**
   * Writes the captions in COCO's results format, whole or not at all.
   *
   * @param file replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          JsonGenerator json = new ObjectMapper().createGenerator(out);
          json.writeStartArray();
          for (Map.Entry<Long, String> each : captions.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("image_id", each.getKey());
            json.writeStringField("caption", each.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.flush();
        });
  }

  /** The entry being read, and those before it. */
  private static final class Entry {
    private final JsonSections json;
    private final Map<Long, String> captions = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long id;
    private String caption = "";

    Entry(JsonSections json) {
      this.json = json;
    }

    void member(String key) throws IOException {
      if (key.equals("image_id")) {
        id = json.whole(key);
        seen.add(key);
      } else if (key.equals("caption")) {
        caption = json.textOrBlank(key);
        seen.add(key);
      }
    }

    void end() throws IOException {
      for (String key : new String[] {"image_id", "caption"}) {
        if (!seen.contains(key)) {
          throw json.fault("expected a result with '" + key + "', found none");
        }
      }
      seen.clear();
      if (captions.putIfAbsent(id, caption) != null) {
        throw json.fault("image %d: expected one result an image, found a second".formatted(id));
      }
    }
  }
}
