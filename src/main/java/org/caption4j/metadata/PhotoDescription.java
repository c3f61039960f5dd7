package org.caption4j.metadata;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is said of a photo.
 *
 * @param language of the text, as BCP 47 has it: {@code en}, {@code zh}, {@code pt-BR}
 * @param text a sentence or more; characters that XML cannot hold become spaces
 */
public record PhotoDescription(String language, String text) {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  /** All but the characters of XML 1.0, among them halves of surrogate pairs. */
  private static final Pattern NO_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  /**
   * Makes the text fit for XML.
   *
   * @throws IllegalArgumentException if the language is none
   */
  public PhotoDescription {
    Objects.requireNonNull(text);
    if (!LANGUAGE.matcher(language).matches()) {
      throw new IllegalArgumentException(
          "expected a language such as en or pt-BR but found " + language);
    }
    text = NO_XML.matcher(text).replaceAll(" ");
  }
}
