package org.caption4j.image;

import java.io.IOException;
import java.nio.file.Path;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.StrictJson;

/** A {@link Preprocessing} as JSON in a file, in the form that a model's config.json has. */
public final class PreprocessingFile {
  private static final int MOST_BYTES = 1 << 20;

  private PreprocessingFile() {}

  /**
   * Reads one.
   *
   * @param file JSON: an object with the components of {@link Preprocessing}
   * @return what it says
   * @throws BadInputException if it is missing or says something else; the message says what
   * @throws IOException if it cannot be read
   */
  public static Preprocessing read(Path file) throws IOException {
    byte[] json = InputFile.bytes(file, MOST_BYTES, "a preprocessing in JSON");
    String where = file + ": expected a preprocessing in JSON, as config.json of a model has one";
    return StrictJson.value(where, StrictJson.object(where, json), Preprocessing.class);
  }
}
