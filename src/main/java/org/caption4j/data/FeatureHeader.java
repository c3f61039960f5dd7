package org.caption4j.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;

/** What stands at the head of feature files and of their journals. */
final class FeatureHeader {
  static final String VECTORS = "vectors";
  private static final String CHECKSUM = "crc32";
  private static final String FORMAT = "caption4j-features";
  private static final String VERSION = "1";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** A journal's first line. */
  record Line(
      @JsonProperty(required = true) String format,
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) FeatureKey key) {}

  private FeatureHeader() {}

  static byte[] line(FeatureKey key) throws JsonProcessingException {
    byte[] json = JSON.writeValueAsBytes(new Line(FORMAT, VERSION, key));
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /** Checks a journal's first line. */
  static void checkLine(Path file, byte[] line, FeatureKey expected) throws BadInputException {
    Line read = parse(file, new String(line, StandardCharsets.UTF_8), Line.class);
    checkFormat(file, read.format(), read.version());
    checkKey(file, expected, read.key());
  }

  static Map<String, String> metadata(FeatureKey key, List<String> names, String checksum)
      throws JsonProcessingException {
    return Map.of(
        "format",
        FORMAT,
        "version",
        VERSION,
        "key",
        JSON.writeValueAsString(key),
        "names",
        JSON.writeValueAsString(names),
        CHECKSUM,
        checksum);
  }

  /** Returns the checksum of the vectors; empty for files that are older than that. */
  static Optional<String> checksum(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(CHECKSUM));
  }

  static FeatureKey key(Path file, Map<String, String> metadata) throws BadInputException {
    checkFormat(file, metadata.get("format"), metadata.get("version"));
    return parse(file, metadata.get("key"), FeatureKey.class);
  }

  static List<String> names(Path file, Map<String, String> metadata) throws BadInputException {
    String[] names = parse(file, metadata.get("names"), String[].class);
    if (Arrays.asList(names).contains(null)) {
      throw notFeatures(file, null);
    }
    return List.of(names);
  }

  private static <T> T parse(Path file, String json, Class<T> type) throws BadInputException {
    try {
      T read = JSON.readValue(json == null ? "null" : json, type);
      if (read == null) {
        throw notFeatures(file, null);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw notFeatures(file, e);
    }
  }

  private static BadInputException notFeatures(Path file, Exception cause) {
    return new BadInputException(file + ": expected image vectors, found another file", cause);
  }

  private static void checkFormat(Path file, String format, String version)
      throws BadInputException {
    if (!FORMAT.equals(format) || !VERSION.equals(version)) {
      throw new BadInputException(
          "%s: expected image vectors (%s, version %s), found %s, version %s"
              .formatted(file, FORMAT, VERSION, format, version));
    }
  }

  static void checkKey(Path file, FeatureKey expected, FeatureKey found) throws BadInputException {
    if (!expected.equals(found)) {
      throw new BadInputException(
          "%s: holds vectors of another kind: %s (delete it or name another file)"
              .formatted(file, expected.differences(found)));
    }
  }
}
