package org.caption4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A kind of files that is recognised by its beginning. A file may be replaced by one of its own
 * kind only.
 *
 * @param name for messages: {@code a report in JSON}
 * @param head what the first {@value #HEAD} bytes of such a file begin with, as Latin-1
 */
public record FileKind(String name, Pattern head) {
  private static final int HEAD = 1024;

  /**
   * Refuses a file that is there and is something else. An empty one is nothing yet, and pipes and
   * devices hold nothing that could be lost.
   *
   * @param file that is about to be written
   * @throws BadInputException if it is of another kind
   * @throws IOException if it cannot be read
   */
  public void requireReplaceable(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(HEAD);
    }
    if (!head.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt()) {
      throw new BadInputException(
          "%s: is there already, and is not %s: not replaced; choose another name, or remove it"
              .formatted(file, name));
    }
  }
}
