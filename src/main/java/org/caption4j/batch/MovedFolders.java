package org.caption4j.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.caption4j.BadInputException;

/**
 * Finds folders again that were moved or renamed since their photos were described: the old one is
 * gone, nothing of the new one is in the results, and photos of the same names are in it. Since
 * cameras give the same names to other photos, too, somebody has to say whether they are the same.
 */
final class MovedFolders {
  /** Records of a folder that are looked for in others. */
  private static final int SAMPLE = 1000;

  private final Path results;
  private final Map<String, String> recorded;
  private final Map<String, String> gone = new TreeMap<>();
  private final Map<String, String> unknown = new TreeMap<>();
  private final PhotoPlaces places;
  private final Map<String, Integer> sampled = new TreeMap<>();
  private final Map<Pair, Integer> same = new TreeMap<>();
  private final Set<String> begun = new HashSet<>();

  /** A folder that is gone, and one that may be it, by their names. */
  private record Pair(String gone, String found) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int order = gone.compareTo(other.gone);
      return order == 0 ? found.compareTo(other.found) : order;
    }
  }

  private MovedFolders(Path results, Map<String, String> recorded, Map<String, String> now) {
    this.results = results;
    this.recorded = recorded;
    this.places = new PhotoPlaces(recorded, now);
    recorded.forEach(
        (name, real) -> {
          if (!now.containsKey(name) && !Files.isDirectory(PathText.parse(real))) {
            gone.put(name, real);
          }
        });
    now.forEach(
        (name, real) -> {
          if (!recorded.containsKey(name) && !recorded.containsValue(real)) {
            unknown.put(name, real);
          }
        });
  }

  /**
   * Finds where recorded folders are now.
   *
   * @param results the file
   * @param format of its records
   * @param recorded what it was begun with
   * @param now folders that are named now, with their real paths
   * @param answer to whether photos of the same names are the same
   * @return real paths by recorded names
   * @throws BadInputException if that has to be answered first
   * @throws IOException if the file cannot be read
   */
  static Map<String, String> find(
      Path results,
      RecordFormat<?> format,
      Map<String, String> recorded,
      Map<String, String> now,
      Moved answer)
      throws IOException {
    MovedFolders folders = new MovedFolders(results, recorded, now);
    if (!folders.gone.isEmpty() && !folders.unknown.isEmpty() && answer != Moved.NO) {
      folders.read(results, format);
      folders.read(ErrorFile.beside(results), new ErrorLines());
    }
    return folders.found(answer);
  }

  private void read(Path file, RecordFormat<?> format) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      RecordFormat.Records<?> records = format.read(in, file.toString());
      for (Optional<? extends RecordFormat.Entry<?>> next = records.next();
          next.isPresent();
          next = records.next()) {
        compare(format.photo(next.get().key(), places));
      }
    } catch (BadInputException e) {
      // What is wrong with it is told when it is gone on with.
    }
  }

  private void compare(String photo) {
    unknown.forEach(
        (name, real) -> {
          if (photo.startsWith(real + "/")) {
            begun.add(name);
          }
        });
    gone.forEach(
        (name, real) -> {
          if (photo.startsWith(real + "/") && sampled.merge(name, 1, Integer::sum) <= SAMPLE) {
            compare(name, photo.substring(real.length()));
          }
        });
  }

  private void compare(String name, String photo) {
    unknown.forEach(
        (found, real) -> {
          if (Files.exists(PathText.parse(real + photo))) {
            same.merge(new Pair(name, found), 1, Integer::sum);
          }
        });
  }

  private Map<String, String> found(Moved answer) throws BadInputException {
    Map<String, String> all = new TreeMap<>(recorded);
    List<Pair> pairs = new ArrayList<>(same.keySet());
    pairs.removeIf(pair -> begun.contains(pair.found));
    for (Pair pair : pairs) {
      if (answer == Moved.ASK) {
        throw new BadInputException(
            "%s: has %,d of %,d photos that %s has of %s, which is gone, by their names; give --moved yes if it is that folder, --moved no if these are other photos"
                .formatted(
                    called(pair.found),
                    same.get(pair),
                    Math.min(SAMPLE, sampled.get(pair.gone)),
                    results,
                    called(pair.gone)));
      }
      boolean best =
          pairs.stream()
              .filter(other -> other.gone.equals(pair.gone))
              .allMatch(other -> same.get(other) <= same.get(pair));
      if (best) {
        all.put(pair.gone, unknown.get(pair.found));
      }
    }
    return all;
  }

  private static String called(String folder) {
    return folder.isEmpty() ? "." : folder;
  }
}
