package org.caption4j.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.caption4j.BadInputException;

/**
 * A large JSON object of lists of objects, read member by member; what nobody asks for is skipped.
 */
final class JsonSections implements AutoCloseable {
  /** Python writes NaN among fields that nobody reads. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final CaptionDataSets.Source source;
  private final JsonParser parser;

  /** Reads a value, at whose first token the parser stands, up to its last. */
  interface Member {
    void read(String key) throws IOException;
  }

  private JsonSections(CaptionDataSets.Source source, InputStream in) throws IOException {
    this.source = source;
    this.parser = FACTORY.createParser(in);
  }

  static JsonSections open(CaptionDataSets.Source source) throws IOException {
    return new JsonSections(source, source.open());
  }

  /** What a file of JSON holds. */
  enum Form {
    /** Images, and annotations beside them. */
    COCO,
    /** Images that hold their sentences. */
    KARPATHY,
    /** An object for each caption, with the name of its photo. */
    METADATA
  }

  /**
   * Tells the form by the first object.
   *
   * @throws BadInputException if it is none of them
   */
  static Form form(CaptionDataSets.Source source) throws IOException {
    List<String> keys = new ArrayList<>();
    try (JsonSections json = open(source)) {
      json.parser.nextToken();
      while (json.parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.parser.currentName();
        keys.add(key);
        json.parser.nextToken();
        if (key.equals("images")) {
          return json.firstHas("sentences") ? Form.KARPATHY : Form.COCO;
        }
        if (key.equals("file_name") || key.equals("path")) {
          return Form.METADATA;
        }
        json.parser.skipChildren();
      }
    }
    throw new BadInputException(
        source.file()
            + ": expected JSON with 'images' and their captions, or lines with 'file_name' and"
            + " 'text', or with 'path' and 'caption', found the keys "
            + keys);
  }

  private boolean firstHas(String key) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY
        && parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals(key)) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return false;
  }

  /** Reads the whole file, its top-level members with {@code section}. */
  void readAll(Member section) throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
    object(section);
    if (parser.nextToken() != null) {
      throw fault("expected the end of the file, found more");
    }
  }

  /** Reads the whole file, a list of objects. */
  void readList(Member member, Ending end) throws IOException {
    parser.nextToken();
    objects(member, end);
    if (parser.nextToken() != null) {
      throw fault("expected the end of the file, found more");
    }
  }

  /** Reads the whole file, objects one behind the other. */
  void readLines(Member member, Ending end) throws IOException {
    while (parser.nextToken() != null) {
      object(member);
      end.run();
    }
  }

  /** Reads the object at hand; what {@code member} does not read is skipped. */
  void object(Member member) throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      member.read(key);
      parser.skipChildren();
    }
  }

  /**
   * Reads the list of objects at hand: {@code member} their members, {@code end} each object's end.
   */
  void objects(Member member, Ending end) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      object(member);
      end.run();
    }
  }

  /** Runs where an object of a list ends. */
  interface Ending {
    void run() throws IOException;
  }

  /** Returns a whole number: 17, or {@code "17"} and 17.0, as other programs write it. */
  long whole(String key) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_FLOAT) {
      OptionalLong whole = wholeIn(parser.getText());
      if (whole.isPresent()) {
        return whole.getAsLong();
      }
    }
    expect(token, JsonToken.VALUE_NUMBER_INT, "a whole number as " + key);
    return parser.getLongValue();
  }

  private static OptionalLong wholeIn(String text) {
    try {
      return OptionalLong.of(new BigDecimal(text.strip()).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty(); // a fraction, too large, or no number at all
    }
  }

  String text(String key) throws IOException {
    expect(parser.currentToken(), JsonToken.VALUE_STRING, "text as " + key);
    return parser.getText();
  }

  /** Returns text, or nothing for null: captions may be missing. */
  String textOrBlank(String key) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : text(key);
  }

  /** Returns the words of a list, or none for null. */
  List<String> words(String key) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(parser.currentToken(), JsonToken.START_ARRAY, "a list of words as " + key);
    List<String> words = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      words.add(text("each of the " + key));
    }
    return words;
  }

  private void expect(JsonToken found, JsonToken expected, String what) throws IOException {
    if (found != expected) {
      throw fault(
          "expected " + what + ", found " + (found == null ? "the end of the file" : shown(found)));
    }
  }

  private String shown(JsonToken token) throws IOException {
    String text = brief(parser.getText());
    return token == JsonToken.VALUE_STRING ? '"' + text + '"' : text;
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  /** Says what is wrong at the place that is being read. */
  BadInputException fault(String message) {
    return new BadInputException(
        "%s: line %d, column %d: %s"
            .formatted(
                source.file(),
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr(),
                message));
  }

  /** Says where a file stops being JSON, and why. */
  static BadInputException fault(CaptionDataSets.Source source, JsonProcessingException e) {
    String said = e.getOriginalMessage();
    boolean encoding = said.startsWith("Invalid UTF-");
    return new BadInputException(
        "%s: line %d, column %d: %s"
            .formatted(
                source.file(),
                e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                encoding
                    ? "expected text in UTF-8, found other bytes (" + said + "); convert the file"
                    : "not JSON: " + said),
        e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
