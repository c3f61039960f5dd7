package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the sidecars of photos are: beside them, or in a folder with the same folders below it. */
public final class SidecarPlaces {
  private final String ending;
  private final Optional<Path> folder;

  /** Names of the folders that photos are looked for in; none where that is a single one. */
  private final Map<Path, Path> names = new TreeMap<>();

  /**
   * @param ending of their names in place of the photos', with its dot
   * @param folder where they are; empty for beside the photos
   * @param roots folders that photos are looked for in: of several, each has its own folder
   * @throws IOException if one of them is gone
   */
  public SidecarPlaces(String ending, Optional<Path> folder, List<Path> roots) throws IOException {
    this.ending = ending;
    this.folder = folder;
    if (roots.size() > 1) {
      for (Path root : roots) {
        Path name = root.toRealPath().getFileName();
        names.put(root, name == null ? Path.of("") : name);
      }
    }
  }

  /** Returns where a photo's sidecar is. */
  Path of(ListedPhoto photo) {
    Path place = folder.map(each -> each.resolve(below(photo))).orElse(photo.file());
    return PathText.withEnding(place, ending);
  }

  private Path below(ListedPhoto photo) {
    Path file = photo.file();
    if (!file.equals(photo.folder())) {
      Path name = names.getOrDefault(photo.folder(), Path.of(""));
      return name.resolve(photo.folder().relativize(file));
    }
    // Named in a list: as cp --parents has it, and never outside of the folder.
    Path inside = file.normalize();
    if (inside.isAbsolute() || inside.startsWith("..")) {
      Path whole = file.toAbsolutePath().normalize();
      return whole.getRoot().relativize(whole);
    }
    return inside;
  }
}
