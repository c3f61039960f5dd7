package org.caption4j.batch;

import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;

/**
 * A file that was found where photos are looked for.
 *
 * @param file where it is
 * @param path what results call it, see {@link PathText}
 * @param folder the one that was named by the user
 * @param imageId its number in COCO's results; 0 for formats without numbers
 * @param fault why it will not be described, known before it is read
 */
public record ListedPhoto(
    Path file, String path, Path folder, long imageId, Optional<BadInputException> fault) {
  ListedPhoto(Path file, String path, Path folder) {
    this(file, path, folder, 0, Optional.empty());
  }

  ListedPhoto(Path file, String path, Path folder, String fault) {
    this(file, path, folder, 0, Optional.of(new BadInputException(path + " " + fault)));
  }

  /** Returns a photo that was named itself. */
  public static ListedPhoto named(Path file) {
    return new ListedPhoto(file, file.toString(), file);
  }

  ListedPhoto withImageId(long id) {
    return new ListedPhoto(file, path, folder, id, fault);
  }

  ListedPhoto refused(BadInputException why) {
    return new ListedPhoto(file, path, folder, imageId, Optional.of(why));
  }

  /**
   * Returns where the photo is.
   *
   * @throws BadInputException if it is known already that it cannot be described
   */
  public Path readable() throws BadInputException {
    if (fault.isPresent()) {
      throw fault.get();
    }
    return file;
  }
}
