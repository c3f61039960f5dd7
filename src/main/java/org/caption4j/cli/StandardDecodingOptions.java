package org.caption4j.cli;

import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.DecodingMethod;
import org.caption4j.decoder.BeamSettings;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How a model's captions are found where nothing else is asked for. */
final class StandardDecodingOptions {
  @Option(
      names = "--decode",
      paramLabel = "METHOD",
      description =
          "how captions are found with this model where nothing else is asked for: beam or consensus (default: beam)",
      showDefaultValue = Visibility.NEVER)
  private DecodingMethod method;

  @Bounds(min = 1, max = BeamSettings.MOST_WIDTH)
  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "width of the beam for that (default: 3, or 10 for consensus)",
      showDefaultValue = Visibility.NEVER)
  private Integer width;

  /**
   * Returns what the model says of it, or null if nothing was given.
   *
   * @throws IllegalArgumentException if the beam is less than 1 wide
   */
  BundleConfig.DecodingSection section() {
    return method == null && width == null ? null : new BundleConfig.DecodingSection(method, width);
  }
}
