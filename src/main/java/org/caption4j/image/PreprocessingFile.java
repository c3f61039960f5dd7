package org.caption4j.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/** A {@link Preprocessing} as JSON in a file, in the form that a model's config.json has. */
public final class PreprocessingFile {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          "%s: expected a preprocessing in JSON but found %s"
              .formatted(file, Files.isDirectory(file) ? "a folder" : "nothing"));
    }
    try {
      Preprocessing preprocessing = JSON.readValue(file.toFile(), Preprocessing.class);
      if (preprocessing == null) { // the JSON text "null"
        throw new BadInputException(file + ": expected a preprocessing in JSON but found null");
      }
      return preprocessing;
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s: expected a preprocessing in JSON, as config.json of a model has one: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
