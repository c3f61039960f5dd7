package org.caption4j.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;

/**
 * The head of a safetensors file: eight bytes of length, then JSON that says what lies where.
 *
 * @param metadata free text, unmodifiable
 * @param entries the tensors by rising offset, checked to fill the rest of the file without gap
 * @param dataStart where in the file offset 0 is
 */
record SafeTensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
  static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = 8;
  private static final long MOST_BYTES = 100_000_000;
  private static final int MOST_DIMENSIONS = 32;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One tensor; {@code begin} and {@code end} are bytes after the header. */
  record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {
    long[] dimensions() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }

    long elements() {
      return (end - begin) / type.bytes();
    }
  }

  /** Whether a file begins with a length that may be meant, and then with an object in JSON. */
  static boolean begins(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
    while (start.hasRemaining()) {
      if (channel.read(start, start.position()) < 0) {
        return false;
      }
    }
    long length = start.getLong(0);
    return length >= 2 && length <= MOST_BYTES && start.get(LENGTH_BYTES) == '{';
  }

  static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new BadInputException(
          file + ": not a safetensors file, expected at least 8 bytes, found " + size);
    }
    long length =
        ByteBuffer.wrap(fill(file, channel, LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MOST_BYTES) {
      throw new BadInputException(
          "%s: not a safetensors file, expected a header of 2 to %d bytes, found a length of %s"
              .formatted(file, MOST_BYTES, Long.toUnsignedString(length)));
    }
    if (length > size - LENGTH_BYTES) {
      throw new BadInputException(
          "%s: truncated, expected a header of %d bytes, found %d"
              .formatted(file, length, size - LENGTH_BYTES));
    }
    JsonNode root = parse(file, fill(file, channel, (int) length));
    long dataStart = LENGTH_BYTES + length;
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = Map.of();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        metadata = metadata(file, field.getValue());
      } else {
        entries.add(entry(file, field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkCover(file, entries, size - dataStart);
    return new SafeTensorsHeader(metadata, Collections.unmodifiableList(entries), dataStart);
  }

  private static byte[] fill(Path file, FileChannel channel, int count) throws IOException {
    byte[] filled = new byte[count];
    ByteBuffer bytes = ByteBuffer.wrap(filled);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new BadInputException(file + ": became shorter while it was read");
      }
    }
    return filled;
  }

  private static JsonNode parse(Path file, byte[] header) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s: not a safetensors file, its header is not JSON: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (CharConversionException e) {
      throw new BadInputException(
          file + ": not a safetensors file, its header is not JSON in UTF-8", e);
    }
    if (!root.isObject()) {
      throw new BadInputException(
          "%s: not a safetensors file, expected a JSON object as header, found %s"
              .formatted(file, brief(root)));
    }
    return root;
  }

  private static Map<String, String> metadata(Path file, JsonNode node) throws BadInputException {
    if (!node.isObject()) {
      throw new BadInputException(
          "%s: %s: expected an object of strings, found %s".formatted(file, METADATA, brief(node)));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw new BadInputException(
            "%s: %s '%s': expected a string, found %s"
                .formatted(file, METADATA, field.getKey(), brief(field.getValue())));
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return Collections.unmodifiableMap(metadata);
  }

  private static Entry entry(Path file, String name, JsonNode node) throws BadInputException {
    String where = file + ": tensor '" + name + "': ";
    ElementType type = type(where, node.path("dtype"));
    long[] shape = naturals(where + "shape", node.path("shape"));
    long[] offsets = naturals(where + "data_offsets", node.path("data_offsets"));
    if (shape.length > MOST_DIMENSIONS) {
      throw new BadInputException(
          "%sexpected at most %d dimensions, found %d"
              .formatted(where, MOST_DIMENSIONS, shape.length));
    }
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw new BadInputException(
          where + "expected data_offsets [begin, end], found " + Arrays.toString(offsets));
    }
    long expected = bytes(where, type, shape);
    if (offsets[1] - offsets[0] != expected) {
      throw new BadInputException(
          "%sexpected %d bytes for %s %s, found %d (data_offsets %s)"
              .formatted(
                  where,
                  expected,
                  type,
                  Arrays.toString(shape),
                  offsets[1] - offsets[0],
                  Arrays.toString(offsets)));
    }
    return new Entry(name, type, Arrays.stream(shape).boxed().toList(), offsets[0], offsets[1]);
  }

  private static ElementType type(String where, JsonNode node) throws BadInputException {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(node.textValue())) {
        return type;
      }
    }
    throw new BadInputException(
        "%sexpected a dtype of %s, found %s"
            .formatted(where, Arrays.toString(ElementType.values()), brief(node)));
  }

  private static long[] naturals(String where, JsonNode node) throws BadInputException {
    boolean good = node.isArray();
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.path(i);
      good &= value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
      values[i] = value.longValue();
    }
    if (!good) {
      throw new BadInputException(
          where + ": expected a list of whole numbers from 0 up, found " + brief(node));
    }
    return values;
  }

  private static long bytes(String where, ElementType type, long[] shape) throws BadInputException {
    try {
      long bytes = type.bytes();
      for (long dimension : shape) {
        bytes = Math.multiplyExact(bytes, dimension);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw new BadInputException(
          where + "expected a shape that fits a file, found " + Arrays.toString(shape), e);
    }
  }

  /** The format allows neither holes nor overlaps, which leaves one place for each tensor. */
  private static void checkCover(Path file, List<Entry> entries, long size)
      throws BadInputException {
    long at = 0;
    String before = "the header";
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw new BadInputException(
            "%s: tensor '%s': %s %s, expected offset %d, found %d"
                .formatted(
                    file,
                    entry.name(),
                    entry.begin() < at ? "overlaps" : "leaves a hole after",
                    before,
                    at,
                    entry.begin()));
      }
      if (entry.end() > size) {
        throw new BadInputException(
            "%s: tensor '%s': truncated, expected data up to byte %d, found %d"
                .formatted(file, entry.name(), entry.end(), size));
      }
      at = entry.end();
      before = "'" + entry.name() + "'";
    }
    if (at != size) {
      throw new BadInputException(
          "%s: expected %d bytes of data, found %d".formatted(file, at, size));
    }
  }

  private static String brief(JsonNode node) {
    if (node.isMissingNode()) {
      return "none";
    }
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
