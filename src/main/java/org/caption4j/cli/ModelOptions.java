package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Captioners;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.ModelFolder;
import picocli.CommandLine;
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
      names = "--lang",
      paramLabel = "LANG",
      description = "language to speak, of those the model has (default: its first)",
      showDefaultValue = Visibility.NEVER)
  private String language;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the encoder's weights, where the model does not bring them (default: those in the cache, fetched if need be)",
      showDefaultValue = Visibility.NEVER)
  private Path weights;

  @Mixin private PretrainedOptions pretrained;

  /**
   * Returns the language asked for, or empty for that of the model.
   *
   * @throws CommandLine.ParameterException if it cannot be one
   */
  Optional<String> language(CommandLine command) {
    return Optional.ofNullable(language).map(given -> LanguageArgument.check(given, command));
  }

  /**
   * Looks at the model without opening it.
   *
   * @param command the one with these options
   * @throws IOException if there is no such model
   */
  ModelFolder find(CommandLine command) throws IOException {
    Optional<String> asked = language(command);
    ModelFolder model = ModelFolder.at(folder);
    return asked.isPresent() ? model.speaking(asked.get()) : model;
  }

  /**
   * @param model as {@link #find} found it
   * @param decoding how captions are found
   * @param err takes the progress of downloads
   * @return the model, ready to describe photos; the caller closes it
   * @throws IOException if the model cannot be read, or its weights cannot be had
   */
  Captioner open(ModelFolder model, Decoding decoding, PrintWriter err) throws IOException {
    return Captioners.open(model, Optional.ofNullable(weights), pretrained.open(err), decoding);
  }
}
