package org.caption4j.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.caption4j.BadInputException;

/**
 * The JSON objects of a file that may end in the middle of one: one behind the other, or the
 * elements of a list.
 *
 * @param <V> what they say
 */
final class JsonObjects<V> implements RecordFormat.Records<V> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream in;
  private final String name;
  private final String between;
  private final Meaning<V> meaning;
  private long position;
  private long end;
  private int count;

  /**
   * @param in the file, buffered
   * @param name what to call it
   * @param between characters that may stand outside of objects
   * @param meaning tells what an object says
   */
  JsonObjects(InputStream in, String name, String between, Meaning<V> meaning) {
    this.in = in;
    this.name = name;
    this.between = between;
    this.meaning = meaning;
  }

  /** Tells what an object says. */
  @FunctionalInterface
  interface Meaning<V> {
    /**
     * @param object the record
     * @param members looks up its members
     * @throws BadInputException if it says something else
     */
    RecordFormat.Entry<V> of(JsonNode object, JsonObjects<V> members) throws BadInputException;
  }

  @Override
  public Optional<RecordFormat.Entry<V>> next() throws IOException {
    int c = read();
    while (c >= 0 && between.indexOf(c) >= 0) {
      c = read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    if (c != '{') {
      throw new BadInputException(
          "%s: expected results of caption4j, found '%s' at byte %d; choose another name"
              .formatted(name, Character.toString(c), position - 1));
    }
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    int depth = 0;
    boolean quoted = false;
    for (; c >= 0; c = read()) {
      object.write(c);
      if (quoted) {
        if (c == '\\') {
          object.write(read());
        }
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        end = position;
        count++;
        return Optional.of(meaning.of(parse(object.toByteArray()), this));
      }
    }
    return Optional.empty();
  }

  private JsonNode parse(byte[] object) throws IOException {
    try {
      return JSON.readTree(object);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s: expected results of caption4j, found other JSON in record %d: %s"
              .formatted(name, count, e.getOriginalMessage()),
          e);
    }
  }

  private int read() throws IOException {
    int c = in.read();
    position += c < 0 ? 0 : 1;
    return c;
  }

  /**
   * Returns a member of the object that was read last.
   *
   * @throws BadInputException if it has none
   */
  JsonNode member(JsonNode object, String member) throws BadInputException {
    JsonNode value = object.get(member);
    if (value == null || !value.isValueNode()) {
      throw new BadInputException(
          "%s: expected results with '%s', found record %d without; choose another name"
              .formatted(name, member, count));
    }
    return value;
  }

  @Override
  public long end() {
    return end;
  }
}
