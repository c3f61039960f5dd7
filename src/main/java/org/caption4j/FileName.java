package org.caption4j;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files as they stand in other files, which anybody may have written. */
public final class FileName {
  private FileName() {}

  /**
   * Refuses a name that leads out of the folder that it is looked for in.
   *
   * @param name with {@code /} between its parts
   * @param where the beginning of the message: the file that has it, and in which place
   * @throws BadInputException if it is absolute, goes up by {@code ..} beyond the folder, or can be
   *     no name
   */
  public static void requireInside(String name, String where) throws BadInputException {
    Path path = parse(name, where);
    if (path.isAbsolute() || path.normalize().startsWith("..")) {
      throw outside(name, where);
    }
  }

  /**
   * Makes a path of a name.
   *
   * @param where the beginning of the message
   * @throws BadInputException if it can be no name
   */
  public static Path parse(String name, String where) throws BadInputException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(
          "%s: expected the name of a file, found '%s': %s".formatted(where, name, e.getReason()),
          e);
    }
  }

  static BadInputException outside(String name, String where) {
    return new BadInputException(
        "%s: expected a file in its folder, found '%s', which leads out of it"
            .formatted(where, name));
  }
}
