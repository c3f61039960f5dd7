package org.caption4j.cli;

import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.DecodingMethod;
import org.caption4j.decoder.BeamSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How sentences are searched for. */
final class BeamOptions {
  @Option(
      names = "--decode",
      paramLabel = "METHOD",
      description =
          "beam: the likeliest sentences; consensus: of the sentences in the beam those most similar to the others, by CIDEr-D (default: the model's, else beam)")
  private DecodingMethod method;

  @Bounds(min = 1, max = BeamSettings.MOST_WIDTH)
  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "width of the beam; 1 is greedy, wider is slower (default: the model's, else 3, or 10 for --decode consensus; at least as many as sentences are wanted)")
  private Integer width;

  @Bounds(max = BeamSettings.MOST_LENGTH)
  @Option(
      names = "--min-length",
      paramLabel = "N",
      description = "fewest words of a sentence; in Chinese, characters",
      defaultValue = "1")
  private int minimumLength;

  @Bounds(min = 1, max = BeamSettings.MOST_LENGTH)
  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "most words of a sentence; in Chinese, characters",
      defaultValue = "25")
  private int maximumLength;

  @Bounds(max = BeamSettings.MOST_NORMALISATION)
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
   * @param model what it says of itself; its defaults apply where no option is given
   * @return how captions are found
   */
  Decoding decoding(CommandLine command, int top, BundleConfig model) {
    DecodingMethod chosen = method == null ? model.standardMethod() : method;
    int beam = width == null ? Math.max(model.standardWidth(chosen), top) : width;
    try {
      return new Decoding(
          chosen, new BeamSettings(beam, top, minimumLength, maximumLength, lengthNormalisation));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
