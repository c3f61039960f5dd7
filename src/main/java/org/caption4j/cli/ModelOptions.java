package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Captioners;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.image.Preprocessing;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
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
          "the encoder's weights, where the model does not bring them (default: those in the cache, fetched if need be)",
      showDefaultValue = Visibility.NEVER)
  private Path weights;

  @Mixin private PretrainedOptions pretrained;

  /** Returns what to call the model: its folder's name. */
  String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /**
   * Returns what the model's encoder expects of a photo, without opening the model.
   *
   * @throws IOException if there is no such model
   */
  Preprocessing preprocessing() throws IOException {
    return BundleConfig.read(folder).encoder().preprocessing();
  }

  /**
   * @param settings of the beam search
   * @param err takes the progress of downloads
   * @return the model, ready to describe photos; the caller closes it
   * @throws IOException if the model cannot be read, or its weights cannot be had
   */
  Captioner open(BeamSettings settings, PrintWriter err) throws IOException {
    return Captioners.open(
        ModelBundle.read(folder), Optional.ofNullable(weights), pretrained.open(err), settings);
  }
}
