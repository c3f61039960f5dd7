package org.caption4j.data;

import java.nio.file.Path;
import org.caption4j.BadInputException;

/**
 * Where the photos may lie that a captions file names. Whoever wrote the file shall not choose
 * which files of the machine are read; links that the folder's owner put there are followed.
 */
public enum PhotoReach {
  /** In the folder of photos and in those below it. */
  FOLDER {
    @Override
    public void require(CaptionDataSet data, Path folder) throws BadInputException {
      Path top = folder.toAbsolutePath().normalize();
      for (CaptionedImage image : data.images()) {
        if (!top.resolve(image.fileName()).normalize().startsWith(top)) {
          throw new BadInputException(
              "%s: photo of image %d: expected a file in %s, found '%s', which leads out of it; --allow-outside reads it where it is"
                  .formatted(data.name(), image.id(), folder, image.fileName()));
        }
      }
    }
  },

  /** Anywhere. */
  ANYWHERE {
    @Override
    public void require(CaptionDataSet data, Path folder) {}
  };

  /**
   * Checks the names of a data set's photos.
   *
   * @param folder of its photos
   * @throws BadInputException if one leads out of the folder of photos and must not
   */
  public abstract void require(CaptionDataSet data, Path folder) throws BadInputException;
}
