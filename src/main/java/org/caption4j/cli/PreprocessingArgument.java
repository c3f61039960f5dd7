package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;
import org.caption4j.image.PreprocessingFile;
import org.caption4j.image.PreprocessingPreset;

/** What a network expects of a photo, as a user says it. */
final class PreprocessingArgument {
  /** What the help says of it. */
  static final String FORM =
      "torchvision, tf or caffe, with :SIZE where photos are not 224x224 (tf:299), or a JSON file as config.json of a model has one";

  private PreprocessingArgument() {}

  /**
   * Reads it where it is given.
   *
   * @param given as {@link #read} takes it, or null
   */
  static Optional<Preprocessing> ofNullable(String given) throws IOException {
    return given == null ? Optional.empty() : Optional.of(read(given));
  }

  /**
   * Reads it.
   *
   * @param given a preset's name, or a file
   * @throws BadInputException if it is neither
   * @throws IOException if the file cannot be read
   */
  static Preprocessing read(String given) throws IOException {
    Optional<Preprocessing> preset = PreprocessingPreset.named(given);
    if (preset.isPresent()) {
      return preset.get();
    }
    Path file = path(given);
    if (!Files.exists(file)) {
      throw unknown(given, null);
    }
    return PreprocessingFile.read(file);
  }

  private static Path path(String given) throws BadInputException {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw unknown(given, e);
    }
  }

  private static BadInputException unknown(String given, InvalidPathException cause) {
    return new BadInputException(
        "preprocessing %s: expected %s, found neither".formatted(given, FORM), cause);
  }
}
