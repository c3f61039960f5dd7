package org.caption4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.caption4j.pretrained.Pretrained;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j models remove}: weights out of the cache. */
@Command(
    name = "remove",
    description = "Removes weights from the cache.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsRemoveCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "networks or weights, as models list names them")
  private List<String> names;

  @Mixin private PretrainedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Pretrained pretrained = options.open(spec.commandLine().getErr());
    for (String name : names) {
      spec.commandLine().getOut().println(pretrained.remove(name) + "\tremoved");
    }
    return ExitCode.OK;
  }
}
