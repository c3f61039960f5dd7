package org.caption4j;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file, and perhaps a part of it: {@code FILE} or {@code FILE#PART}.
 *
 * @param file the file
 * @param part what stands behind the {@code #}, or empty where none stands
 */
public record FilePart(Path file, Optional<String> part) {
  /**
   * Finds the file that a text names. Where a file's own name holds a {@code #}, the longest name
   * that exists is taken.
   *
   * @param text as a user wrote it
   * @param expected what the file should be, for the message: {@code a file of captions}
   * @throws BadInputException if there is no such file
   */
  public static FilePart locate(String text, String expected) throws BadInputException {
    for (int end = text.length(); end > 0; end = text.lastIndexOf('#', end - 1)) {
      Path file = path(text.substring(0, end), expected);
      if (Files.isRegularFile(file)) {
        boolean whole = end == text.length();
        return new FilePart(file, whole ? Optional.empty() : Optional.of(text.substring(end + 1)));
      }
      if (Files.isDirectory(file)) {
        throw new BadInputException(file + ": is a folder, expected " + expected);
      }
    }
    throw new BadInputException(text + ": no such file, expected " + expected);
  }

  private static Path path(String name, String expected) throws BadInputException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(e.getMessage() + ": expected " + expected, e);
    }
  }
}
