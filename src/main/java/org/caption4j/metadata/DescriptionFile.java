package org.caption4j.metadata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kind of file that says what a photo shows: one beside the photo, or the photo itself. */
public interface DescriptionFile {
  /**
   * Returns whether a file has a description.
   *
   * @param file need not exist, unless it is the photo
   * @throws org.caption4j.BadInputException if no description can be written there
   * @throws IOException if the file cannot be read
   */
  boolean isDescribed(Path file) throws IOException;

  /**
   * Writes a description, whole or not at all. A file that has this description stays as it is.
   *
   * @param file need not exist, unless it is the photo
   * @param captions of the photo, best first, at least one
   * @throws org.caption4j.BadInputException if there is something else, which is left as it is
   * @throws IOException if it cannot be written
   */
  void describe(Path file, List<String> captions) throws IOException;
}
