package org.caption4j;

import java.io.IOException;
import java.nio.file.Path;

/** Where something is written that a user asked for. */
@FunctionalInterface
public interface Output {
  /**
   * Writes it.
   *
   * @param content what to write
   * @throws IOException if it cannot be had, or is not taken
   */
  void write(AtomicFile.Content content) throws IOException;

  /** Returns a file, which appears whole or not at all, as {@link AtomicFile} writes it. */
  static Output to(Path file) {
    return content -> AtomicFile.write(file, content);
  }
}
