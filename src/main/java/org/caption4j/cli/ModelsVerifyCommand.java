package org.caption4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caption4j.pretrained.CachedWeights;
import org.caption4j.pretrained.FoundWeights;
import org.caption4j.pretrained.ListedWeights;
import org.caption4j.pretrained.Pretrained;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j models verify}: are cached weights what they were? */
@Command(
    name = "verify",
    description = "Reads cached weights again and compares their checksums.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "networks or weights (default: all that are cached)")
  private List<String> names = new ArrayList<>();

  @Mixin private PretrainedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Pretrained pretrained = options.open(spec.commandLine().getErr());
    boolean whole = true;
    for (String name : names.isEmpty() ? cached(pretrained) : names) {
      whole &= verify(pretrained, name);
    }
    return whole ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Weights that the user put there by hand have no checksum to compare with. */
  private static List<String> cached(Pretrained pretrained) throws IOException {
    return pretrained.list().stream()
        .filter(each -> each.cached().flatMap(FoundWeights::about).isPresent())
        .map(ListedWeights::weights)
        .toList();
  }

  private boolean verify(Pretrained pretrained, String name) throws IOException {
    try {
      FoundWeights found = pretrained.verify(name);
      String digest = found.about().map(CachedWeights::sha256).orElse("");
      spec.commandLine().getOut().printf("%s\twhole\tsha256 %s%n", found.weights(), digest);
      return true;
    } catch (IOException e) {
      Messages.of(spec.commandLine()).error(FaultMessages.line(e));
      return false;
    }
  }
}
