package org.caption4j.pretrained;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/**
 * What a file's bytes must add up to.
 *
 * @param algorithm how they are added up
 * @param value hexadecimal digits in lower case; for {@link Algorithm#ADLER_32} a decimal number
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Checksum(Algorithm algorithm, String value) {

  /** How a file's bytes are added up. */
  public enum Algorithm {
    /** All 64 hexadecimal digits. */
    SHA_256("SHA-256", "64 hexadecimal digits", "[0-9a-f]{64}"),
    /** The first 8 digits or more, as PyTorch writes into names of files. */
    SHA_256_PREFIX("SHA-256-PREFIX", "8 to 64 hexadecimal digits", "[0-9a-f]{8,64}"),
    /** Guards against damage, not against malice. */
    MD5("MD5", "32 hexadecimal digits", "[0-9a-f]{32}"),
    /** As DL4J publishes; guards against damage, not against malice. */
    ADLER_32("ADLER-32", "a decimal number", "[0-9]{1,10}");

    private final String label;
    private final String expected;
    private final Pattern form;

    Algorithm(String label, String expected, String form) {
      this.label = label;
      this.expected = expected;
      this.form = Pattern.compile(form);
    }

    /** The name in JSON and in messages, such as {@code SHA-256}. */
    @JsonValue
    public String label() {
      return label;
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    @JsonCreator
    static Algorithm of(String label) {
      return Arrays.stream(values())
          .filter(each -> each.label.equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected one of %s but found %s".formatted(labels(), label)));
    }

    private static List<String> labels() {
      return Arrays.stream(values()).map(Algorithm::label).collect(Collectors.toList());
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not one of this algorithm
   */
  public Checksum {
    if (algorithm == null || value == null) {
      throw new IllegalArgumentException(
          "expected algorithm and value but found %s and %s".formatted(algorithm, value));
    }
    value = value.toLowerCase(Locale.ROOT);
    if (!algorithm.form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected %s of %s but found %s".formatted(algorithm.label, algorithm.expected, value));
    }
  }

  /**
   * Reads the whole file.
   *
   * @throws BadInputException if it is another; the message has the expected and the found value
   * @throws IOException if it cannot be read
   */
  public void verify(Path file) throws IOException {
    FileDigests digests = FileDigests.of(file, Set.of(algorithm));
    if (!digests.match(this)) {
      throw new BadInputException(file + ": " + mismatch(digests));
    }
  }

  /** Returns what to say of a file that is another. */
  String mismatch(FileDigests digests) {
    return "expected %s %s but found %s".formatted(algorithm.label, value, digests.found(this));
  }

  @Override
  public String toString() {
    return algorithm.label + " " + value;
  }
}
