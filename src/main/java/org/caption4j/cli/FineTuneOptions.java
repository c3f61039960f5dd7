package org.caption4j.cli;

import org.caption4j.image.Preprocessing;
import org.caption4j.train.EncoderTraining;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is trained of the encoder, and how. */
final class FineTuneOptions {
  private static final String ALL = "all";

  @Option(
      names = "--fine-tune",
      paramLabel = "N|all",
      description = "train the encoder's last N layers with weights as well, or all of them",
      showDefaultValue = Visibility.NEVER)
  private String layers;

  @Bounds(max = 10_000)
  @Option(
      names = "--frozen-epochs",
      paramLabel = "N",
      description =
          "before that, train the decoder alone for N epochs on the vectors of the encoder as it is (default: 0)",
      showDefaultValue = Visibility.NEVER)
  private Integer frozenEpochs;

  @Bounds(max = 10)
  @Option(
      names = "--encoder-rate",
      paramLabel = "X",
      description =
          "Adam's learning rate for the last of these layers (default: a tenth of --rate)",
      showDefaultValue = Visibility.NEVER)
  private Double rate;

  @Bounds(max = 1000)
  @Option(
      names = "--first-layer-factor",
      paramLabel = "X",
      description =
          "the rate of the first of these layers over that of the last; in between, rates grow geometrically (default: 1)",
      showDefaultValue = Visibility.NEVER)
  private Double firstLayerFactor;

  @Bounds(min = 1, max = Preprocessing.MOST_SIDE)
  @Option(
      names = "--photo-size",
      paramLabel = "N",
      description =
          "height and width of the crops in fine-tuning; smaller ones take less time and memory (default: the size of the encoder's photos)",
      showDefaultValue = Visibility.NEVER)
  private Integer photoSize;

  @Bounds(max = 1)
  @Option(
      names = "--drop-path",
      paramLabel = "X",
      description =
          "rate at which the branch of the last residual block is left out in fine-tuning; that of earlier blocks is lower (default: 0)",
      showDefaultValue = Visibility.NEVER)
  private Double dropPath;

  /** Returns whether the encoder is to be trained. */
  boolean isAsked() {
    return layers != null;
  }

  /**
   * Refuses options that mean nothing without {@code --fine-tune}.
   *
   * @param command blamed for them
   */
  void requireUnused(CommandLine command) {
    requireUnused(command, "--frozen-epochs", frozenEpochs);
    requireUnused(command, "--encoder-rate", rate);
    requireUnused(command, "--first-layer-factor", firstLayerFactor);
    requireUnused(command, "--photo-size", photoSize);
    requireUnused(command, "--drop-path", dropPath);
  }

  private static void requireUnused(CommandLine command, String option, Object value) {
    if (value != null) {
      throw new ParameterException(command, option + ": expected --fine-tune along with it");
    }
  }

  /** Returns how many epochs the decoder is trained alone. */
  int frozenEpochs() {
    return frozenEpochs == null ? 0 : frozenEpochs;
  }

  /**
   * Returns what is asked for.
   *
   * @param command blamed for numbers out of range
   * @param decoderRate the decoder's learning rate
   */
  EncoderTraining training(CommandLine command, double decoderRate) {
    try {
      return new EncoderTraining(
          layers.equalsIgnoreCase(ALL) ? EncoderTraining.ALL : Integer.parseInt(layers),
          rate == null ? decoderRate / 10 : rate,
          firstLayerFactor == null ? 1 : firstLayerFactor,
          photoSize == null ? 0 : photoSize,
          dropPath == null ? 0 : dropPath);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          command, "--fine-tune: expected a number of layers or all but found " + layers, e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
