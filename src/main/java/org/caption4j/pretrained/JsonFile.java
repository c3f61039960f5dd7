package org.caption4j.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.caption4j.BadInputException;

/** JSON with a {@code formatVersion}; faults name the file and the field. */
final class JsonFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private JsonFile() {}

  /**
   * @param name of the file, for messages
   * @param version that is understood
   */
  static <T> T read(String name, byte[] content, int version, Class<T> type)
      throws BadInputException {
    try {
      JsonNode tree = JSON.readTree(content);
      checkVersion(name, tree.path("formatVersion"), version);
      return JSON.treeToValue(tree, type);
    } catch (BadInputException e) {
      throw e;
    } catch (JsonMappingException e) {
      throw new BadInputException(name + ": " + field(e) + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s: line %d: %s".formatted(name, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new BadInputException(name + ": " + e.getMessage(), e);
    }
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

  private static String field(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  /** The records' own words where they refused; the library's words name classes. */
  private static String reason(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException refused
        ? refused.getMessage()
        : e.getOriginalMessage();
  }
}
