package org.caption4j.cli;

import org.caption4j.decoder.BeamSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How sentences are searched for. */
final class BeamOptions {
  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "width of the beam; 1 is greedy, wider is slower (default: 3, or as many as sentences are wanted)")
  private Integer width;

  @Option(
      names = "--min-length",
      paramLabel = "N",
      description = "fewest words of a sentence",
      defaultValue = "1")
  private int minimumLength;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "most words of a sentence",
      defaultValue = "25")
  private int maximumLength;

  @Option(
      names = "--length-normalisation",
      paramLabel = "A",
      description =
          "rank sentences by log-probability over length^A: 0 favours short ones, 1 the best mean a word",
      defaultValue = "0.7")
  private double lengthNormalisation;

  /**
   * @param command blamed for numbers out of range
   * @param top sentences a photo, at least 1
   * @return the settings
   */
  BeamSettings settings(CommandLine command, int top) {
    int beam = width == null ? Math.max(BeamSettings.STANDARD.width(), top) : width;
    try {
      return new BeamSettings(beam, top, minimumLength, maximumLength, lengthNormalisation);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
