package org.caption4j.captioner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/**
 * Where an encoder's weights are looked for by name.
 *
 * @param folders looked through in order
 */
public record WeightsFolders(List<Path> folders) {
  private static final List<String> ENDINGS =
      List.of("", ".safetensors", ".zip", "/model.safetensors");

  /**
   * The user's own: {@code $CAPTION4J_HOME/weights}, else {@code .cache/caption4j/weights} in the
   * home folder.
   *
   * @param environment the process's environment variables
   * @param home the user's home folder
   */
  public static WeightsFolders of(Map<String, String> environment, Path home) {
    Path base =
        Optional.ofNullable(environment.get("CAPTION4J_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElse(home.resolve(".cache").resolve("caption4j"));
    return new WeightsFolders(List.of(base.resolve("weights")));
  }

  /**
   * Finds the weights of a model: in its own folder first, then in these.
   *
   * @param model folder of the model that asks
   * @param name as the model gives it
   * @return the file
   * @throws BadInputException if it is nowhere: where it was looked for, and what to do
   */
  public Path find(Path model, String name) throws BadInputException {
    List<Path> places = new ArrayList<>(List.of(model));
    places.addAll(folders);
    return new WeightsFolders(places).find(name);
  }

  /**
   * Finds weights: {@code NAME}, {@code NAME.safetensors}, {@code NAME.zip} or {@code
   * NAME/model.safetensors}.
   *
   * @param name a network's or a file's
   * @return the file
   * @throws BadInputException if it is nowhere: where it was looked for, and what to do
   */
  public Path find(String name) throws BadInputException {
    for (Path place : folders) {
      for (String ending : ENDINGS) {
        Path file = place.resolve(name + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new BadInputException(
        "expected the weights \"%s\" but found them neither as a file nor in %s; put %s.safetensors there, or name a file with --weights"
            .formatted(
                name,
                folders.stream().map(Path::toString).collect(Collectors.joining(", ")),
                name));
  }
}
