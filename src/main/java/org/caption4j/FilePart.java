package org.caption4j;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file, and perhaps a part of it: {@code FILE} or {@code FILE#PART}.
 *
 * @param file the file, or the folder where one may be given
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
    FilePart found = locateFileOrFolder(text, expected);
    if (Files.isDirectory(found.file())) {
      throw new BadInputException(found.file() + ": is a folder, expected " + expected);
    }
    return found;
  }

  /**
   * Finds the file or the folder that a text names, in the same way.
   *
   * @param text as a user wrote it
   * @param expected what it should be, for the message
   * @throws BadInputException if there is neither
   */
  public static FilePart locateFileOrFolder(String text, String expected) throws BadInputException {
    for (int end = text.length(); end > 0; end = text.lastIndexOf('#', end - 1)) {
      Path file = path(text.substring(0, end), expected);
      if (Files.isRegularFile(file) || Files.isDirectory(file)) {
        boolean whole = end == text.length();
        return new FilePart(file, whole ? Optional.empty() : Optional.of(text.substring(end + 1)));
      }
    }
    throw new BadInputException(
        "%s: %s, expected %s".formatted(text, InputFile.found(path(text, expected)), expected));
  }

  private static Path path(String name, String expected) throws BadInputException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(e.getMessage() + ": expected " + expected, e);
    }
  }
}
