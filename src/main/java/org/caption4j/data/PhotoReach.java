package org.caption4j.data;

import org.caption4j.BadInputException;
import org.caption4j.FileName;

/**
 * Where the photos may lie that a captions file names. Whoever wrote the file shall not choose
 * which files of the machine are read; links that the folder's owner put there are followed.
 */
public enum PhotoReach {
  /** In the folder of photos and in those below it. */
  FOLDER {
    @Override
    public void require(CaptionDataSet data) throws BadInputException {
      for (CaptionedImage image : data.images()) {
        String where = data.name() + ": photo of image " + image.id();
        try {
          FileName.requireInside(image.fileName(), where);
        } catch (BadInputException e) {
          throw new BadInputException(e.getMessage() + "; --allow-outside reads it where it is", e);
        }
      }
    }
  },

  /** Anywhere. */
  ANYWHERE {
    @Override
    public void require(CaptionDataSet data) {}
  };

  /**
   * Checks the names of a data set's photos.
   *
   * @throws BadInputException if one leads out of the folder of photos and must not
   */
  public abstract void require(CaptionDataSet data) throws BadInputException;
}
