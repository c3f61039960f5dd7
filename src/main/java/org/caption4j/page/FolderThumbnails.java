package org.caption4j.page;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.caption4j.image.NamedPhoto;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Thumbnail;
import org.caption4j.image.Thumbnails;

/** Thumbnails of the photos in a folder. Messages name a photo but not where the folder is. */
public final class FolderThumbnails implements ThumbnailSource<String> {
  private final Path folder;
  private final PhotoReader reader;
  private final Thumbnails thumbnails;

  /**
   * @param folder what file names are relative to
   * @param reader files to photos
   * @param thumbnails photos to small ones
   */
  public FolderThumbnails(Path folder, PhotoReader reader, Thumbnails thumbnails) {
    this.folder = folder;
    this.reader = reader;
    this.thumbnails = thumbnails;
  }

  @Override
  public Thumbnail thumbnail(String fileName) throws BadInputException {
    Path photo = path(fileName);
    try {
      return thumbnails.of(reader.read(photo));
    } catch (BadInputException e) {
      throw new BadInputException(e.getMessage().replace(photo.toString(), fileName), e);
    } catch (IOException e) {
      throw new BadInputException(fileName + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path path(String fileName) throws BadInputException {
    try {
      return NamedPhoto.in(folder, fileName);
    } catch (InvalidPathException e) {
      throw new BadInputException(fileName + " is no file name here: " + e.getReason(), e);
    }
  }
}
