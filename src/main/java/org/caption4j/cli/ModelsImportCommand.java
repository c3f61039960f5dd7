package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caption4j.captioner.Encoders;
import org.caption4j.image.Preprocessing;
import org.caption4j.pretrained.FoundWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j models import}: a file of weights into the cache. */
@Command(
    name = "import",
    description = {
      "Takes weights from a file into the cache, and prints where they are. The file stays.",
      "",
      "Formats are safetensors, PyTorch's .pth, Keras's HDF5 and DL4J's zip. A published file is known by its checksum"
          + " and gets its published name; any other gets NAME."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsImportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "a network, or with --network any name you like")
  private String name;

  @Parameters(index = "1", paramLabel = "FILE", description = "the weights")
  private Path file;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "the network whose weights these are, where NAME does not say it")
  private String network;

  @Option(
      names = "--preprocessing",
      paramLabel = "NAME|FILE",
      description =
          "what the weights expect of a photo: "
              + PreprocessingArgument.FORM
              + " (default: what files of this format usually expect)")
  private String preprocessing;

  @Mixin private PretrainedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FoundWeights found =
        options
            .open(spec.commandLine().getErr())
            .importFile(name, architecture(), file, this::preprocessing);
    spec.commandLine().getOut().println(found.weights() + "\t" + found.file());
    return ExitCode.OK;
  }

  private Optional<String> architecture() {
    if (network != null) {
      return Optional.of(network);
    }
    return Encoders.names().contains(name) ? Optional.of(name) : Optional.empty();
  }

  private Preprocessing preprocessing(String architecture, Path weights) throws IOException {
    Optional<Preprocessing> given = PreprocessingArgument.ofNullable(preprocessing);
    return given.isPresent() ? given.get() : Encoders.usualPreprocessing(architecture, weights);
  }
}
