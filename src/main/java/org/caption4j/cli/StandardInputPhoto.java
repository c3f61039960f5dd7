package org.caption4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PhotoSource;

/**
 * Photos in files, and one that comes from standard input.
 *
 * @param reader files to photos
 * @param in the photo whose path is {@link #PATH}
 */
record StandardInputPhoto(PhotoReader reader, InputStream in) implements PhotoSource {
  /** What stands for it among the names of files. */
  static final Path PATH = Path.of("-");

  @Override
  public Photo read(Path file) throws IOException {
    return read(file, Integer.MAX_VALUE);
  }

  @Override
  public Photo read(Path file, int side) throws IOException {
    return file.equals(PATH) ? reader.read("standard input", in, side) : reader.read(file, side);
  }
}
