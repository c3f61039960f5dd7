package org.caption4j.cli;

import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import picocli.CommandLine.Option;

/** Which of the networks that this project trains. */
final class NetworkOption {
  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "the encoder's form: compact or compact-vgg",
      defaultValue = "compact-vgg")
  private String name;

  /**
   * @throws BadInputException if there is none of that name
   */
  CompactNetwork network() throws BadInputException {
    return CompactNetwork.of(name)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--network: expected one of %s but found '%s'"
                        .formatted(CompactNetwork.labels(), name)));
  }
}
