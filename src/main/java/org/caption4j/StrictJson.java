package org.caption4j;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * JSON that this project wrote itself, read as it was written: nothing behind its end, no key
 * twice, and numbers that are numbers of the kind that is meant. Faults name the place.
 */
public final class StrictJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private StrictJson() {}

  /** Reads with Jackson, which names what is wrong in its own way. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Reads an object without a meaning yet.
   *
   * @param where the beginning of messages: the file, and where in it
   * @throws BadInputException if it is no JSON, or no object
   */
  public static JsonNode object(String where, byte[] json) throws BadInputException {
    return requireObject(where, reading(where, () -> MAPPER.readTree(json)));
  }

  /**
   * Reads an object without a meaning yet.
   *
   * @param json null for none
   * @throws BadInputException as {@link #object(String, byte[])}
   */
  public static JsonNode object(String where, String json) throws BadInputException {
    return requireObject(where, reading(where, () -> MAPPER.readTree(orBlank(json))));
  }

  /**
   * Reads a value.
   *
   * @param where the beginning of messages
   * @param json null for none
   * @param type of the value, such as a record
   * @throws BadInputException if it is no JSON, or another value
   */
  public static <T> T value(String where, String json, Class<T> type) throws BadInputException {
    return required(where, reading(where, () -> MAPPER.readValue(orBlank(json), type)));
  }

  /**
   * Reads a value of a generic type.
   *
   * @throws BadInputException as {@link #value(String, String, Class)}
   */
  public static <T> T value(String where, String json, TypeReference<T> type)
      throws BadInputException {
    return required(where, reading(where, () -> MAPPER.readValue(orBlank(json), type)));
  }

  /**
   * Gives an object its meaning.
   *
   * @param where the beginning of messages
   * @throws BadInputException if it is another value
   */
  public static <T> T value(String where, JsonNode tree, Class<T> type) throws BadInputException {
    return required(where, reading(where, () -> MAPPER.treeToValue(tree, type)));
  }

  private static String orBlank(String json) {
    return json == null ? "" : json;
  }

  private static JsonNode requireObject(String where, JsonNode tree) throws BadInputException {
    if (!tree.isObject()) {
      throw new BadInputException(
          "%s: expected an object in JSON, found %s"
              .formatted(where, tree.isMissingNode() ? "nothing" : brief(tree.toString())));
    }
    return tree;
  }

  private static <T> T required(String where, T value) throws BadInputException {
    if (value == null) {
      throw new BadInputException(where + ": expected a value, found null");
    }
    return value;
  }

  private static <T> T reading(String where, Reading<T> reading) throws BadInputException {
    try {
      return reading.read();
    } catch (JsonMappingException e) {
      throw new BadInputException(where + ": " + place(e) + reason(e), e);
    } catch (JacksonException e) {
      throw new BadInputException(
          "%s: line %d: not JSON: %s"
              .formatted(
                  where,
                  e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new BadInputException(where + ": " + e.getMessage(), e);
    }
  }

  private static String place(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
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
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException) {
        return String.valueOf(cause.getMessage());
      }
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "expected %s, found %s".formatted(kind(mismatch.getTargetType()), token(mismatch));
    }
    return e.getOriginalMessage();
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return type == boolean.class ? "true or false" : "a number";
    }
    if (type == String.class) {
      return "text";
    }
    boolean list = type.isArray() || Collection.class.isAssignableFrom(type);
    return list ? "a list" : type == Map.class ? "an object" : "an object of its keys";
  }

  private static String token(MismatchedInputException e) {
    try {
      return e.getProcessor() instanceof JsonParser parser && parser.getText() != null
          ? "'" + brief(parser.getText()) + "'"
          : "nothing";
    } catch (IOException unreadable) {
      return "something else";
    }
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
