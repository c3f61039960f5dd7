package org.caption4j.captioner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.FileName;
import org.caption4j.InputFile;
import org.caption4j.encoder.FileFingerprint;

/**
 * A folder with a model, before the model is read. A model may bring others that speak other
 * languages, each in a folder named like its language: {@code zh} below an English one.
 *
 * @param path where it lies
 * @param config what it says of itself
 */
public record ModelFolder(Path path, BundleConfig config) {
  private static final String ABOVE = "../";

  /**
   * Looks at a model.
   *
   * @param path its folder
   * @throws BadInputException if it is no model, a newer one than this version knows, or damaged
   * @throws IOException if it cannot be read
   */
  public static ModelFolder at(Path path) throws IOException {
    return new ModelFolder(path, BundleConfig.read(path));
  }

  /**
   * Tells whether a folder is that of a model that brings its encoder's weights in a file.
   *
   * @param folder any
   * @param weights a file in it
   * @throws IOException if there is a model that cannot be read
   */
  public static boolean brings(Path folder, Path weights) throws IOException {
    return Files.isRegularFile(folder.resolve(BundleConfig.FILE))
        && weights.endsWith(
            FileName.parse(
                BundleConfig.read(folder).encoder().weights(), folder + ": encoder.weights"));
  }

  /**
   * Returns the model that speaks a language: this one, or one that it brings.
   *
   * @param language two or three letters, such as {@code zh}
   * @throws BadInputException if there is none
   * @throws IOException if it cannot be read
   */
  public ModelFolder speaking(String language) throws IOException {
    if (config.language().equals(language)) {
      return this;
    }
    List<String> others = otherLanguages();
    if (!others.contains(language)) {
      List<String> all = new ArrayList<>(List.of(config.language()));
      all.addAll(others);
      throw new BadInputException(
          "%s: expected a model that speaks %s but it speaks %s"
              .formatted(path, language, String.join(", ", all)));
    }
    return at(path.resolve(language));
  }

  /**
   * Returns what tells it from models that say other things of a photo; where it lies does not
   * matter.
   *
   * @throws IOException if it cannot be read
   */
  public String fingerprint() throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(Objects.toString(config.encoder().fingerprint()));
    parts.add(config.encoder().preprocessing().fingerprint());
    for (String name : ModelBundle.FILES) {
      Path file = path.resolve(name);
      parts.add(Files.isRegularFile(file) ? FileFingerprint.of(file) : "");
    }
    return FileFingerprint.of(parts.toArray(String[]::new));
  }

  /**
   * Finds the encoder's weights that the model brings.
   *
   * @return a file in its folder, or in that of the model that this one lies in, where that one
   *     brings the same; empty if the model only names its weights
   * @throws BadInputException if {@code config.json} names a file elsewhere, by an absolute path,
   *     by {@code ..} or by a link
   * @throws IOException if a folder cannot be read
   */
  public Optional<Path> ownWeights() throws IOException {
    String name = config.encoder().weights();
    String where = path.resolve(BundleConfig.FILE) + ": encoder.weights";
    Path above = path.toAbsolutePath().normalize().getParent();
    FileName.parse(name, where);
    if (name.startsWith(ABOVE) && above != null) {
      String shared = name.substring(ABOVE.length());
      if (brings(above, above.resolve(shared))) {
        return Optional.of(InputFile.below(above, shared, where)).filter(Files::isRegularFile);
      }
    }
    return Optional.of(InputFile.below(path, name, where)).filter(Files::isRegularFile);
  }

  private List<String> otherLanguages() throws IOException {
    try (Stream<Path> below = Files.list(path)) {
      return below
          .filter(folder -> Files.isRegularFile(folder.resolve(BundleConfig.FILE)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
