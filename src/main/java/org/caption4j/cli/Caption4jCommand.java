package org.caption4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
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

  /** Those that need no library before they know more; doctor tells what loading one ends with. */
  private static final Set<Class<?>> COMPUTING_NOTHING =
      Set.of(
          ModelsCommand.class, DoctorCommand.class, CompletionCommand.class, ManualCommand.class);

  static {
    COMMANDS.put("caption", CaptionCommand.class);
    COMMANDS.put("batch", BatchCommand.class);
    COMMANDS.put("evaluate", EvaluateCommand.class);
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("train-encoder", TrainEncoderCommand.class);
    COMMANDS.put("agreement", AgreementCommand.class);
    COMMANDS.put("features", FeaturesCommand.class);
    COMMANDS.put("models", ModelsCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
    COMMANDS.put("manual", ManualCommand.class);
  }

  @Mixin private MessageOptions messages;

  @Spec private CommandSpec spec;

  /** Returns the options of messages, wherever among the commands they were given. */
  static MessageOptions messages(CommandSpec any) {
    return ((Caption4jCommand) any.root().userObject()).messages;
  }

  /**
   * Makes the command line. To learn a command's options takes a while, so where one is named no
   * other is learned.
   *
   * @param args what was typed
   */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Caption4jCommand());
    Optional<String> named = FirstLook.at(args).command().filter(COMMANDS::containsKey);
    if (named.isPresent()) {
      return line.addSubcommand(named.get(), COMMANDS.get(named.get()));
    }
    COMMANDS.forEach(line::addSubcommand);
    return line.addSubcommand("help", HelpCommand.class);
  }

  /** Returns whether a command line is likely to need the libraries that compute. */
  static boolean computes(String... args) {
    FirstLook look = FirstLook.at(args);
    Optional<Class<?>> named = look.command().map(COMMANDS::get);
    return named.isPresent()
        && !COMPUTING_NOTHING.contains(named.get())
        && !look.words().contains("--help");
  }

  private List<String> visible() {
    return COMMANDS.keySet().stream()
        .filter(name -> !spec.subcommands().get(name).getCommandSpec().usageMessage().hidden())
        .toList();
  }

  @Override
  public void run() {
    throw new ParameterException(
        new CommandLine(spec),
        "expected a command: %s or help".formatted(String.join(", ", visible())));
  }
}
