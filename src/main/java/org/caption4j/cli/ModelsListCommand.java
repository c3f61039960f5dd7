package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.caption4j.pretrained.ListedWeights;
import org.caption4j.pretrained.ListedWeights.Origin;
import org.caption4j.pretrained.Pretrained;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code caption4j models list}: which weights there are. */
@Command(
    name = "list",
    description = {
      "Lists the weights that can be fetched or are here.",
      "",
      "A network's name stands for its first weights: --encoder vgg16 is vgg16-keras, unless only others are cached."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsListCommand implements Callable<Integer> {
  @Mixin private PretrainedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Pretrained pretrained = options.open(spec.commandLine().getErr());
    Table table = new Table("NAME", "NETWORK", "SIZE", "STATE", "LICENCE");
    for (ListedWeights weights : pretrained.list()) {
      table.add(
          List.of(
              weights.weights(),
              weights.network(),
              weights.bytes() > 0 ? Bytes.text(weights.bytes()) : "",
              state(weights),
              weights.licence() == null ? "" : weights.licence()));
    }
    table.print(out);
    out.printf("%nThe cache is %s.%n", pretrained.home().folder());
    return ExitCode.OK;
  }

  private static String state(ListedWeights weights) {
    if (weights.cached().isPresent()) {
      return "cached";
    }
    return weights.origin() == Origin.IMPORT ? "import only" : "not cached";
  }
}
