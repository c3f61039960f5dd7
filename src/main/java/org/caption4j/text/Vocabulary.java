package org.caption4j.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.Printable;
import org.caption4j.StrictJson;

/**
 * The tokens a decoder can say, numbered: {@link #START}, {@link #END}, {@link #UNK}, then the
 * words by falling frequency, equally frequent ones by the alphabet. Immutable, equal by value.
 */
public final class Vocabulary {
  /** Stands before every sentence. */
  public static final int START = 0;

  /** Stands behind every sentence. */
  public static final int END = 1;

  /** Stands for every word that is too rare to be here. */
  public static final int UNK = 2;

  /** How many tokens are no words. */
  public static final int SPECIAL_TOKENS = 3;

  private static final List<String> SPECIAL = List.of("<start>", "<end>", "<unk>");
  private static final String FORMAT = "caption4j-vocabulary";
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 256 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int minCount;
  private final List<String> words;
  private final List<Long> counts;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(int minCount, List<String> words, List<Long> counts) {
    this.minCount = minCount;
    this.words = List.copyOf(words);
    this.counts = List.copyOf(counts);
    for (int i = 0; i < words.size(); i++) {
      ids.put(words.get(i), SPECIAL.size() + i);
    }
  }

  /**
   * Counts words and keeps the frequent ones.
   *
   * @param sentences tokenized sentences; read once
   * @param minCount how often a word must come to be kept, at least 1
   * @return the vocabulary
   */
  public static Vocabulary build(Stream<List<String>> sentences, int minCount) {
    if (minCount < 1) {
      throw new IllegalArgumentException("expected a minimum count of 1 or more: " + minCount);
    }
    Map<String, Long> counted =
        sentences
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<Map.Entry<String, Long>> kept =
        counted.entrySet().stream()
            .filter(entry -> entry.getValue() >= minCount)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    return new Vocabulary(
        minCount,
        kept.stream().map(Map.Entry::getKey).toList(),
        kept.stream().map(Map.Entry::getValue).toList());
  }

  /** Returns a word's number, {@link #UNK} for one that is not here. */
  public int id(String word) {
    return ids.getOrDefault(word, UNK);
  }

  /**
   * Returns a number's word; the three special tokens show as {@code <start>}, {@code <end>} and
   * {@code <unk>}.
   *
   * @throws IndexOutOfBoundsException if the number is not in [0, {@link #size})
   */
  public String word(int id) {
    Objects.checkIndex(id, size());
    return id < SPECIAL.size() ? SPECIAL.get(id) : words.get(id - SPECIAL.size());
  }

  /**
   * Returns how often a word came in the sentences that this was built from; 0 for the special
   * tokens.
   *
   * @throws IndexOutOfBoundsException if the number is not in [0, {@link #size})
   */
  public long count(int id) {
    Objects.checkIndex(id, size());
    return id < SPECIAL.size() ? 0 : counts.get(id - SPECIAL.size());
  }

  /** Returns how many tokens there are, the three special ones included. */
  public int size() {
    return SPECIAL.size() + words.size();
  }

  /** Returns how often a word had to come to be kept. */
  public int minCount() {
    return minCount;
  }

  /** Returns the numbers of the words, as many as there are words: no START, no END. */
  public int[] encode(List<String> tokens) {
    return tokens.stream().mapToInt(this::id).toArray();
  }

  /**
   * Returns the words up to the first {@link #END}; {@link #START} is left out.
   *
   * @throws IndexOutOfBoundsException if a number is not in [0, {@link #size})
   */
  public List<String> decode(int[] tokenIds) {
    List<String> decoded = new ArrayList<>();
    for (int id : tokenIds) {
      if (id == END) {
        break;
      }
      if (id != START) {
        decoded.add(word(id));
      }
    }
    return decoded;
  }

  /**
   * Writes this vocabulary as JSON; an old file is replaced in one move.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT).put("version", VERSION).put("minCount", minCount);
    words.forEach(root.putArray("words")::add);
    counts.forEach(root.putArray("counts")::add);
    AtomicFile.write(file, JSON.writeValueAsBytes(root));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BadInputException if the file is missing or is no vocabulary
   * @throws IOException if it cannot be read
   */
  public static Vocabulary read(Path file) throws IOException {
    byte[] json = InputFile.bytes(file, MOST_BYTES, "a vocabulary");
    JsonNode root = StrictJson.object(file + ": no vocabulary", json);
    expect(file, "format", "\"" + FORMAT + "\"", root.path("format"));
    expect(file, "version", String.valueOf(VERSION), root.path("version"));
    return parse(file, root);
  }

  private static void expect(Path file, String key, String expected, JsonNode found)
      throws BadInputException {
    if (!found.toString().equals(expected)) {
      throw new BadInputException(
          "%s: no vocabulary this version can read, expected %s %s, found %s"
              .formatted(file, key, expected, found.isMissingNode() ? "none" : found));
    }
  }

  private static Vocabulary parse(Path file, JsonNode root) throws BadInputException {
    JsonNode words = root.path("words");
    JsonNode counts = root.path("counts");
    JsonNode minCount = root.path("minCount");
    if (!minCount.isInt() || minCount.intValue() < 1) {
      throw new BadInputException(file + ": expected minCount 1 or more, found " + minCount);
    }
    if (!words.isArray() || !counts.isArray() || words.size() != counts.size()) {
      throw new BadInputException(
          "%s: expected as many counts as words, found %d words and %d counts"
              .formatted(file, words.size(), counts.size()));
    }
    List<String> readWords = new ArrayList<>();
    List<Long> readCounts = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      JsonNode word = words.get(i);
      JsonNode count = counts.get(i);
      if (!word.isTextual()
          || word.textValue().isEmpty()
          || !count.canConvertToLong()
          || !count.isIntegralNumber()) {
        throw new BadInputException(
            "%s: word %d: expected a word and its count, found %s and %s"
                .formatted(file, i, word, count));
      }
      if (!Printable.isPlain(word.textValue())) {
        throw new BadInputException(
            "%s: word %d: expected a word without control characters, found '%s'"
                .formatted(file, i, word.textValue()));
      }
      Integer before = seen.put(word.textValue(), i);
      if (before != null) {
        throw new BadInputException(
            "%s: word %d: %s is word %d already".formatted(file, i, word, before));
      }
      readWords.add(word.textValue());
      readCounts.add(count.longValue());
    }
    return new Vocabulary(minCount.intValue(), readWords, readCounts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && minCount == that.minCount
        && words.equals(that.words)
        && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(minCount, words, counts);
  }

  @Override
  public String toString() {
    return "Vocabulary[" + size() + " tokens, minCount " + minCount + "]";
  }
}
