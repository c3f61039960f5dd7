package org.caption4j.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;

/**
 * What a file of results was begun with, in a file beside it.
 *
 * @param results where they were
 * @param settings that their captions were found with
 * @param folders real paths of the folders of photos, by what records call them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Beginning(String results, List<BatchSetting> settings, Map<String, String> folders) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Beginning {
    settings = List.copyOf(settings);
    folders = new TreeMap<>(folders);
  }

  /**
   * What a file is begun with now.
   *
   * @param results the file
   * @param settings of this run
   * @param folders of photos
   * @throws IOException if a folder is gone
   */
  static Beginning now(Path results, List<BatchSetting> settings, List<Path> folders)
      throws IOException {
    Map<String, String> real = new TreeMap<>();
    for (Path folder : folders) {
      real.put(folder.toString(), folder.toRealPath().toString());
    }
    return new Beginning(place(results), settings, real);
  }

  private static String place(Path results) throws IOException {
    Path folder = results.toAbsolutePath().getParent();
    Path real = Files.exists(folder) ? folder.toRealPath() : folder;
    return real.resolve(results.getFileName()).toString();
  }

  /** Where this is kept of a file of results. */
  static Path beside(Path results) {
    return results.resolveSibling(results.getFileName() + ".settings.json");
  }

  /**
   * Reads what a file was begun with.
   *
   * @param results the file
   * @return empty if nothing is known of it
   * @throws BadInputException if something else is in its place
   * @throws IOException if it cannot be read
   */
  static Optional<Beginning> of(Path results) throws IOException {
    Path file = beside(results);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      Beginning read = JSON.readValue(Files.readAllBytes(file), Beginning.class);
      if (read != null) {
        return Optional.of(read);
      }
      throw other(file, results, null);
    } catch (JsonProcessingException e) {
      throw other(file, results, e);
    }
  }

  private static BadInputException other(Path file, Path results, Exception cause) {
    return new BadInputException(
        "%s: expected the settings that %s was begun with, found something else; remove it, or choose another name"
            .formatted(file, results),
        cause);
  }

  /**
   * Writes it beside a file of results.
   *
   * @throws IOException if the disk does not take it
   */
  void write(Path file) throws IOException {
    AtomicFile.write(
        beside(file), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * Refuses captions that would be found otherwise than those that are there.
   *
   * @param file of the results
   * @param asked settings of this run
   * @throws BadInputException if one differs
   */
  void requireSame(Path file, List<BatchSetting> asked) throws BadInputException {
    for (BatchSetting setting : asked) {
      for (BatchSetting begun : settings) {
        if (begun.option().equals(setting.option()) && !begun.value().equals(setting.value())) {
          throw new BadInputException(
              "%s: was begun with %s %s, found %2$s %s now; go on with what it was begun with, or choose another name"
                  .formatted(file, setting.option(), begun.called(), setting.called()));
        }
      }
    }
  }

  /**
   * Adds the folders of a run that goes on.
   *
   * @param file of the results
   * @param run where its results and folders are
   * @throws BadInputException if a folder is called like another, whose photos are in the results;
   *     another path to it helps
   */
  Beginning with(Path file, Beginning run) throws BadInputException {
    boolean moved = !results.equals(run.results);
    for (Map.Entry<String, String> folder : run.folders.entrySet()) {
      String before = folders.getOrDefault(folder.getKey(), folder.getValue());
      // Where folders were moved or copied along with their results, the name tells.
      if (!moved
          && !before.equals(folder.getValue())
          && (isNameless(folder.getKey()) || Files.isDirectory(PathText.parse(before)))) {
        String called = folder.getKey().isEmpty() ? "." : folder.getKey();
        throw new BadInputException(
            "%s: expected %s to be %s, as in %s, but it is %s; give another path to it, such as that one"
                .formatted(called, called, before, file, folder.getValue()));
      }
    }
    Map<String, String> all = new TreeMap<>(folders);
    all.putAll(run.folders);
    return new Beginning(run.results, settings, all);
  }

  /** The current directory and those above it are called the same wherever one is. */
  private static boolean isNameless(String folder) {
    return folder.chars().allMatch(c -> c == '.' || c == '/');
  }
}
