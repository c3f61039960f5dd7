package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/**
 * A photo, or a folder of photos, that was named by the user.
 *
 * @param path as it was named
 * @param folder itself, or the one that the file lies in
 * @param real where it is; a file that is a link is where the link is
 * @param isFile whether it is a photo, or supposed to be one
 */
record NamedPlace(Path path, Path folder, Path real, boolean isFile) {
  private static final Path HERE = Path.of("");

  /**
   * Looks what is there.
   *
   * @throws BadInputException if nothing is
   * @throws IOException if its folder is gone
   */
  static NamedPlace of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Path folder = path.equals(HERE) ? Path.of(".") : path;
      return new NamedPlace(folder, folder, folder.toRealPath(), false);
    }
    if (Files.notExists(path)) {
      throw new BadInputException(
          path + ": expected a photo or a folder of photos but found nothing; check its name");
    }
    Path parent = path.getParent() == null ? HERE : path.getParent();
    return new NamedPlace(path, parent, parent.toRealPath().resolve(path.getFileName()), true);
  }
}
