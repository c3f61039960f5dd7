package org.caption4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.WeightsFolders;
import picocli.CommandLine.Option;

/** Which model describes photos, and where its encoder's weights are. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "folder of the model",
      defaultValue = "${sys:caption4j.home:-.}/models/default")
  private Path folder;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the encoder's weights, where the model does not bring them (default: looked up by name in"
              + " $CAPTION4J_HOME/weights, else in ~/.cache/caption4j/weights)",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private Path weights;

  Path folder() {
    return folder;
  }

  Optional<Path> weights() {
    return Optional.ofNullable(weights);
  }

  WeightsFolders folders() {
    return WeightsFolders.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }
}
