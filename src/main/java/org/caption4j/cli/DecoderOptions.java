package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.text.Tokenizer;
import org.caption4j.train.InitialDecoder;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is trained to speak, and in which language. */
final class DecoderOptions {
  @Option(
      names = "--cell",
      description = "recurrent cell: ${COMPLETION-CANDIDATES}",
      defaultValue = "lstm")
  private CellType cell;

  @Bounds(min = 1, max = DecoderConfig.MOST_UNITS)
  @Option(names = "--hidden", paramLabel = "N", description = "hidden units", defaultValue = "512")
  private int hidden;

  @Bounds(min = 1, max = DecoderConfig.MOST_UNITS)
  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "length of a word's vector",
      defaultValue = "512")
  private int embedding;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "language of the captions, two letters: en, zh, ...",
      defaultValue = "en")
  private String language;

  @Option(
      names = "--tokenizer",
      paramLabel = "NAME",
      description =
          "what a token is: words, or han, one token a Han character and other words whole (default: han for zh, else words)",
      showDefaultValue = Visibility.NEVER)
  private String tokenizer;

  @Option(
      names = "--start",
      paramLabel = "DIR",
      description =
          "begin with this model's words and decoder instead of random numbers; it brings --cell, --hidden, --embedding and --min-count")
  private Path start;

  @Bounds(min = 1, max = 1_000_000_000)
  @Option(
      names = "--min-count",
      paramLabel = "N",
      description = "occurrences that a word needs; rarer ones are unknown",
      defaultValue = "5")
  private int minimumCount;

  /**
   * Returns the language of the captions.
   *
   * @throws ParameterException if it cannot be one
   */
  String language(CommandLine command) {
    return LanguageArgument.check(language, command);
  }

  /**
   * Returns what makes tokens of them.
   *
   * @throws ParameterException if there is no such tokenizer
   */
  Tokenizer tokenizer(CommandLine command) {
    try {
      return tokenizer == null ? Tokenizer.of(language) : Tokenizer.named(tokenizer);
    } catch (BadInputException e) {
      throw new ParameterException(command, "--tokenizer: " + e.getMessage(), e);
    }
  }

  /**
   * Returns what training begins with.
   *
   * @throws IOException if the model to begin with cannot be read
   */
  InitialDecoder initial() throws IOException {
    Optional<ModelBundle> model =
        start == null ? Optional.empty() : Optional.of(ModelBundle.read(start));
    return new InitialDecoder(cell, hidden, embedding, minimumCount, model);
  }
}
