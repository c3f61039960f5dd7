package org.caption4j.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.caption4j.BadInputException;

/** Numbers of images that a user named: themselves, or a file of them. */
final class ImageIds {
  private ImageIds() {}

  /**
   * Reads numbers that stand apart by commas or white space.
   *
   * @param given {@code 17,26,29}, or a file that holds such numbers
   * @return the numbers, in their order
   * @throws BadInputException if there is something else, or nothing
   */
  static Set<Long> read(String given) throws IOException {
    boolean listed = given.matches("[0-9, ]+") && !isFile(given);
    String text = listed ? given : content(given);
    Set<Long> ids = new LinkedHashSet<>();
    for (String word : text.strip().split("[\\s,]+", -1)) {
      try {
        ids.add(Long.valueOf(word));
      } catch (NumberFormatException e) {
        throw new BadInputException(
            "--subset %s: expected numbers of images, found '%s'".formatted(given, brief(word)), e);
      }
    }
    return ids;
  }

  private static String content(String file) throws IOException {
    if (!isFile(file)) {
      throw new BadInputException(
          "--subset %s: expected numbers such as 17,26,29, or a file of them, found neither"
              .formatted(file));
    }
    try {
      return Files.readString(Path.of(file));
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          "--subset %s: expected a text file of numbers, found other bytes".formatted(file), e);
    }
  }

  private static boolean isFile(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String brief(String word) {
    return word.length() <= 40 ? word : word.substring(0, 37) + "...";
  }
}
