package org.caption4j.cli.manual;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What commands and options say of themselves, as plain text. */
final class Descriptions {
  private Descriptions() {}

  /** All that an option or argument says. */
  static String of(ArgSpec argument) {
    return plain(argument.description());
  }

  /** All that a command says. */
  static String of(CommandSpec command) {
    return plain(command.usageMessage().description());
  }

  /** The first sentence of a command, without its full stop. */
  static String first(CommandSpec command) {
    String all = of(command);
    int end = all.indexOf(". ");
    String sentence = end < 0 ? all : all.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Lines in one, without picocli's markup and its doubled percent signs. */
  static String plain(String... lines) {
    return Ansi.OFF.string(String.join(" ", lines)).replace("%%", "%").replace("%n", " ").strip();
  }
}
