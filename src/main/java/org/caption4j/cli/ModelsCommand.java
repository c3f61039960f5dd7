package org.caption4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caption4j models}: pretrained weights, and models on disk. */
@Command(
    name = "models",
    description = "Lists, fetches, imports, checks and removes pretrained weights; shows models.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelsListCommand.class,
      ModelsFetchCommand.class,
      ModelsImportCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class,
      ModelsShowCommand.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        new CommandLine(spec), "expected one of list, fetch, import, verify, remove and show");
  }
}
