package org.caption4j.cli;

import java.util.List;
import java.util.Set;
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
    subcommands = {
      CaptionCommand.class,
      EvaluateCommand.class,
      TrainCommand.class,
      TrainEncoderCommand.class,
      AgreementCommand.class,
      FeaturesCommand.class,
      ModelsCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "caption4j COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class Caption4jCommand implements Runnable {
  private static final Set<String> COMPUTING =
      Set.of("caption", "evaluate", "train", "train-encoder", "agreement", "features");

  @Spec private CommandSpec spec;

  /** Returns whether a command line is likely to need the libraries that compute. */
  static boolean computes(String... args) {
    return args.length > 0 && COMPUTING.contains(args[0]) && !List.of(args).contains("--help");
  }

  @Override
  public void run() {
    throw new ParameterException(
        new CommandLine(spec),
        "expected a command: caption, evaluate, train, train-encoder, agreement, features, models or help");
  }
}
