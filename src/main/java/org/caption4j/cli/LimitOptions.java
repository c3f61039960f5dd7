package org.caption4j.cli;

import org.caption4j.image.Limits;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How large a photo may be. */
final class LimitOptions {
  @Bounds(min = 1, max = Limits.MOST_PIXELS)
  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "largest photo, width times height; a larger one is refused before it is decoded (default: 100000000)",
      showDefaultValue = Visibility.NEVER)
  private long pixels = Limits.DEFAULT.pixels();

  @Bounds(min = 1, max = Limits.MOST_BYTES)
  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "largest file (default: 209715200, which is 200 MiB)",
      showDefaultValue = Visibility.NEVER)
  private long bytes = Limits.DEFAULT.bytes();

  Limits limits() {
    return new Limits(bytes, pixels);
  }
}
