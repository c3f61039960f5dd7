package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.caption4j.cli.manual.ManualPage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code caption4j manual}: the pages that a package of this program brings along. */
@Command(
    name = "manual",
    description = "Writes the manual pages of all commands.",
    mixinStandardHelpOptions = true,
    hidden = true)
final class ManualCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder, made if missing",
      required = true)
  private Path out;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    write(Caption4jCommand.commandLine().getCommandSpec());
    return ExitCode.OK;
  }

  private void write(CommandSpec command) throws IOException {
    String version = new Version().getVersion()[0];
    Files.writeString(
        out.resolve(ManualPage.name(command) + ".1"), ManualPage.of(command, version));
    for (CommandLine each : command.subcommands().values()) {
      CommandSpec below = each.getCommandSpec();
      if (!below.usageMessage().hidden() && !below.name().equals("help")) {
        write(below);
      }
    }
  }
}
