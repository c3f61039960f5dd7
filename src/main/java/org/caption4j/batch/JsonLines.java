package org.caption4j.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;

/**
 * A JSON object a line, with the photo's path and what is written of it.
 *
 * @param <V> what is written of a photo
 */
abstract class JsonLines<V> implements RecordFormat<V> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Adds members to a photo's line. */
  abstract void put(V value, ObjectNode line);

  /**
   * Reads what {@link #put} added.
   *
   * @param members looks up a line's members
   * @throws BadInputException if they are not there
   */
  abstract V value(JsonNode line, JsonObjects<V> members) throws BadInputException;

  @Override
  public String header() {
    return "";
  }

  @Override
  public String lead(boolean first) {
    return first ? "" : "\n";
  }

  @Override
  public String footer() {
    return "\n";
  }

  @Override
  public String record(ListedPhoto photo, V value) {
    ObjectNode line = JSON.createObjectNode().put("path", photo.path());
    put(value, line);
    return line(line);
  }

  /** A JSON object as a line without its end. */
  static String line(JsonNode object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  /** Returns the members that {@link #put} adds, each behind a comma, as a regular expression. */
  abstract String members();

  @Override
  public Pattern written() {
    return afterRecord();
  }

  @Override
  public Pattern afterRecord() {
    return Pattern.compile("\\s*+(?:\\{\"path\":%s%s\\})?".formatted(JsonObjects.TEXT, members()));
  }

  @Override
  public Records<V> read(InputStream in, String name) {
    return new JsonObjects<>(
        in,
        name,
        JsonObjects.Frame.NONE,
        (line, members) ->
            new Entry<>(members.member(line, "path").asText(), value(line, members)));
  }
}
