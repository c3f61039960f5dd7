package org.caption4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --lang} takes. */
final class LanguageArgument {
  private LanguageArgument() {}

  /**
   * @return the language
   * @throws ParameterException if it cannot be one
   */
  static String check(String language, CommandLine command) {
    if (!language.matches("[a-z]{2,3}")) {
      throw new ParameterException(
          command,
          "--lang: expected a language's two letters, such as en or zh, but found '%s'"
              .formatted(language));
    }
    return language;
  }
}
