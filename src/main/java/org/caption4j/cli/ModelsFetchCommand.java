package org.caption4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.caption4j.pretrained.FoundWeights;
import org.caption4j.pretrained.Pretrained;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j models fetch}: weights into the cache. */
@Command(
    name = "fetch",
    description = {
      "Fetches weights into the cache, and prints where they are.",
      "",
      "An interrupted download goes on where it stopped when the same command is given again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsFetchCommand implements Callable<Integer> {
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
      FoundWeights found = pretrained.require(name);
      spec.commandLine().getOut().println(found.weights() + "\t" + found.file());
    }
    return ExitCode.OK;
  }
}
