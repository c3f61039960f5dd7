package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.HiddenFiles;
import org.caption4j.PhotoEndings;

/** A folder of photos that a user named. */
final class PhotoFolder {
  private PhotoFolder() {}

  /**
   * Finds the photos in a folder and in those below it, by the endings of their names. What is
   * hidden is left alone.
   *
   * @return their paths below the folder, sorted, with slashes
   * @throws BadInputException if it is no folder, or has no photos
   */
  static List<String> names(Path folder) throws IOException {
    require(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .filter(file -> PhotoEndings.has(file.getFileName().toString()))
              .filter(file -> !HiddenFiles.hasAny(folder.relativize(file)))
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new BadInputException(
            folder
                + ": expected photos ("
                + String.join(", ", PhotoEndings.ALL)
                + ") but found none");
      }
      return names;
    }
  }

  /** Finds the same photos as {@link #names}, as paths that can be opened. */
  static List<String> paths(Path folder) throws IOException {
    return names(folder).stream().map(name -> folder.resolve(name).toString()).toList();
  }

  /**
   * Refuses what is no folder.
   *
   * @throws BadInputException if it is a file, or is not there
   */
  static void require(Path folder) throws BadInputException {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder
              + ": expected a folder of photos but found "
              + (Files.exists(folder) ? "a file" : "nothing"));
    }
  }
}
