package org.caption4j.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.caption4j.BadInputException;
import org.caption4j.StrictJson;

/** JSON with a {@code formatVersion}; faults name the file and the field. */
final class JsonFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFile() {}

  /**
   * @param name of the file, for messages
   * @param version that is understood
   */
  static <T> T read(String name, byte[] content, int version, Class<T> type)
      throws BadInputException {
    JsonNode tree = StrictJson.object(name, content);
    checkVersion(name, tree.path("formatVersion"), version);
    return StrictJson.value(name, tree, type);
  }

  private static void checkVersion(String name, JsonNode found, int expected)
      throws BadInputException {
    if (!found.isInt() || found.intValue() != expected) {
      throw new BadInputException(
          "%s: formatVersion: expected %d but found %s"
              .formatted(name, expected, found.isMissingNode() ? "none" : found));
    }
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }
}
