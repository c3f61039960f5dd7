package org.caption4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.train.Sentences;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Text without photos that a decoder learns from first. */
final class SentenceOptions {
  @Option(
      names = "--sentences",
      paramLabel = "FILE",
      description =
          "text, plain or gzip, one sentence a line, to learn the language from before the captions; sentences that validation captions have are left out",
      showDefaultValue = Visibility.NEVER)
  private Path file;

  @Option(
      names = "--sentence-epochs",
      paramLabel = "N",
      description = "epochs over the sentences",
      defaultValue = "2")
  private int epochs;

  @Option(
      names = "--sentence-rate",
      paramLabel = "X",
      description = "Adam's learning rate in the first epoch of sentences",
      defaultValue = "0.002")
  private double rate;

  /**
   * @return the text, if one was named
   * @throws IllegalArgumentException if a number is out of its range
   */
  Optional<Sentences> sentences() {
    return file == null ? Optional.empty() : Optional.of(new Sentences(file, epochs, rate));
  }
}
