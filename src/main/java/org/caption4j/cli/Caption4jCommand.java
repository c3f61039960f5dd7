package org.caption4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caption4j}: what the program is, and which commands it has. */
@Command(
    name = "caption4j",
    description = "Describes photos in a sentence.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "caption4j COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class Caption4jCommand implements Runnable {
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("caption", CaptionCommand.class);
    COMMANDS.put("batch", BatchCommand.class);
    COMMANDS.put("evaluate", EvaluateCommand.class);
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("train-encoder", TrainEncoderCommand.class);
    COMMANDS.put("agreement", AgreementCommand.class);
    COMMANDS.put("features", FeaturesCommand.class);
    COMMANDS.put("models", ModelsCommand.class);
  }

  @Spec private CommandSpec spec;

  /**
   * Makes the command line. To learn a command's options takes a while, so where one is named no
   * other is learned.
   *
   * @param args what was typed
   */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Caption4jCommand());
    if (args.length > 0 && COMMANDS.containsKey(args[0])) {
      line.addSubcommand(args[0], COMMANDS.get(args[0]));
      return line;
    }
    COMMANDS.forEach(line::addSubcommand);
    return line.addSubcommand("help", HelpCommand.class);
  }

  /** Returns whether a command line is likely to need the libraries that compute. */
  static boolean computes(String... args) {
    return args.length > 0
        && COMMANDS.containsKey(args[0])
        && COMMANDS.get(args[0]) != ModelsCommand.class
        && !List.of(args).contains("--help");
  }

  @Override
  public void run() {
    throw new ParameterException(
        new CommandLine(spec),
        "expected a command: " + String.join(", ", COMMANDS.keySet()) + " or help");
  }
}
