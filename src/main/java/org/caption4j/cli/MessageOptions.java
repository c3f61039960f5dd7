package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.WrittenFile;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** What is said beside results, how, and where else: options of all commands. */
final class MessageOptions {
  private static final String LOG_FILE = "--log-file";

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "say nothing but errors: no progress, notes, summaries and warnings",
      showDefaultValue = Visibility.NEVER)
  private boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "say more of what happens, with the time, and where in the program a fault was",
      showDefaultValue = Visibility.NEVER)
  private boolean verbose;

  @Option(
      names = LOG_FILE,
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "append what is said to FILE, too, with date and time; --quiet does not shorten it",
      showDefaultValue = Visibility.NEVER)
  private Path logFile;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      description = "colour help and messages; auto: on a terminal, unless NO_COLOR is set",
      showDefaultValue = Visibility.NEVER)
  private ColourChoice colour = ColourChoice.AUTO;

  Verbosity verbosity() {
    if (quiet) {
      return Verbosity.QUIET;
    }
    return verbose ? Verbosity.VERBOSE : Verbosity.USUAL;
  }

  ColourChoice colour() {
    return colour;
  }

  /** Returns whether help is coloured. */
  Ansi ansiOfHelp() {
    return colour.isColoured(StandardOutput.isTerminal(), System.getenv()) ? Ansi.ON : Ansi.OFF;
  }

  Optional<Path> logFile() {
    return Optional.ofNullable(logFile);
  }

  /**
   * Refuses a log file that the call names by another option, too, before it is made.
   *
   * @throws BadInputException if it does
   * @throws IOException if links cannot be followed
   */
  void requireLogOfItsOwn(ParseResult parsed) throws IOException {
    for (ParseResult each = parsed; logFile != null && each != null; each = each.subcommand()) {
      for (ArgSpec argument : each.matchedArgs()) {
        boolean own =
            argument instanceof OptionSpec option && option.longestName().equals(LOG_FILE);
        for (Object value : own ? List.of() : argument.typedValues()) {
          if (value instanceof Path file && WrittenFile.of(logFile).isSame(WrittenFile.of(file))) {
            throw new BadInputException(
                "%s %s: is the file of %s: not appended to; choose another name"
                    .formatted(LOG_FILE, logFile, name(argument)));
          }
        }
      }
    }
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /**
   * Refuses what cannot be meant.
   *
   * @throws ParameterException if two of the options exclude each other
   */
  void requireConsistent(CommandLine command) {
    if (quiet && verbose) {
      throw new ParameterException(command, "expected one of --quiet and --verbose, found both");
    }
  }
}
