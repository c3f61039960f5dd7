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
  /** A text, as a regular expression. */
  static final String TEXT = "\"[^\"\\\\\\x00-\\x1F]*+(?:\\\\.[^\"\\\\\\x00-\\x1F]*+)*+\"";

  /** A number, as a regular expression. */
  static final String NUMBER = "[-+.0-9E]++";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream in;
  private final String name;
  private final Frame frame;
  private final Meaning<V> meaning;
  private long position;
  private long end;
  private int count;

  /** That of the byte read next. */
  private int line = 1;

  /** Where the record in hand begins, or what stands in its place. */
  private int recordLine;

  /**
   * @param in the file, buffered
   * @param name what to call it
   * @param frame what stands outside of objects
   * @param meaning tells what an object says
   */
  JsonObjects(InputStream in, String name, Frame frame, Meaning<V> meaning) {
    this.in = in;
    this.name = name;
    this.frame = frame;
    this.meaning = meaning;
  }

  /**
   * What stands outside of objects, besides white space.
   *
   * @param opening before the first
   * @param separator between two
   * @param closing behind the last
   */
  record Frame(String opening, String separator, String closing) {
    static final Frame NONE = new Frame("", "", "");
    static final Frame LIST = new Frame("[", ",", "]");
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
    if (!begin()) {
      return Optional.empty();
    }
    byte[] object = object();
    RecordFormat.Entry<V> entry = meaning.of(parse(object), this);
    end = position;
    count++;
    return Optional.of(entry);
  }

  /** Reads what stands before an object, and its brace; false at the end of the file. */
  private boolean begin() throws IOException {
    String before = count == 0 ? frame.opening : frame.separator;
    String atEnd = (count == 0 ? frame.opening : "") + frame.closing;
    StringBuilder marks = new StringBuilder();
    int c = skipSpace();
    for (; c >= 0 && c != '{'; c = skipSpace()) {
      marks.append((char) c);
      if (!before.startsWith(marks.toString()) && !atEnd.startsWith(marks.toString())) {
        throw refused(c == 0 ? "zeros" : "'" + (char) c + "' outside of records");
      }
    }
    if (c < 0 && atEnd.contentEquals(marks)) {
      return false;
    }
    if (c < 0) {
      throw refused("the file's end, expected '%s'".formatted(frame.closing));
    }
    if (!before.contentEquals(marks)) {
      throw refused("'{', expected '%s' before it".formatted(before));
    }
    return true;
  }

  private int skipSpace() throws IOException {
    int c;
    do {
      recordLine = line;
      c = read();
    } while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
    return c;
  }

  /** Reads an object whose first brace is read. */
  private byte[] object() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    for (int c = '{'; c >= 0 && object.size() < Trace.LIMIT; c = read()) {
      object.write(c);
      if (c == 0) {
        throw refused("zeros");
      }
      if (quoted) {
        if (c < ' ') {
          throw refused("a text without its closing quote");
        }
        quoted = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return object.toByteArray();
      }
    }
    throw refused("a record without its end");
  }

  private JsonNode parse(byte[] object) throws IOException {
    try {
      return JSON.readTree(object);
    } catch (JsonProcessingException e) {
      throw refused("no such record: " + e.getOriginalMessage());
    }
  }

  private int read() throws IOException {
    int c = in.read();
    position += c < 0 ? 0 : 1;
    line += c == '\n' ? 1 : 0;
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
      throw refused("a record without '%s'".formatted(member));
    }
    return value;
  }

  /**
   * Returns why the record in hand cannot be used.
   *
   * @param found what is in its place
   */
  BadInputException refused(String found) {
    return new BadInputException(
        "%s: expected results of caption4j, found in line %d %s; mend it, or choose another name"
            .formatted(name, recordLine, found));
  }

  @Override
  public long end() {
    return end;
  }
}
