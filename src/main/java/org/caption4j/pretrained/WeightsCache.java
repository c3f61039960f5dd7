package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;

/**
 * Weights on this machine, by name.
 *
 * <p>A set is a folder {@code weights/NAME} with {@code model.safetensors} and {@code
 * weights.json}. It is written aside and moved into place in one step. Files that the user put
 * there by hand are found as well: {@code NAME}, {@code NAME.safetensors}, {@code NAME.zip} and
 * {@code NAME/model.safetensors}.
 */
public final class WeightsCache {
  private static final String MODEL = "model.safetensors";
  private static final String CARD = "weights.json";
  private static final List<String> ENDINGS = List.of("", ".safetensors", ".zip", "/" + MODEL);
  private static final String ASIDE = ".tmp";
  private static final Duration LEFT_OVER = Duration.ofDays(1);
  private static final Duration GIVEN_UP = Duration.ofDays(30);

  private final CacheHome home;

  /**
   * @param home need not exist yet
   */
  public WeightsCache(CacheHome home) {
    this.home = home;
  }

  /** Returns where this cache lives. */
  public CacheHome home() {
    return home;
  }

  /** Writes the numbers of a new set. */
  @FunctionalInterface
  public interface Filling {
    /**
     * @param safetensors where to write; does not exist yet, its folder does
     * @throws IOException if nothing came of it; the set is then not installed
     */
    void write(Path safetensors) throws IOException;
  }

  /**
   * Finds weights by their own name.
   *
   * @return empty if they are not here
   * @throws BadInputException if the name cannot be one, or what is there cannot be understood
   * @throws IOException if the disk cannot be read
   */
  public Optional<FoundWeights> find(String name) throws IOException {
    WeightsName.check(name);
    Path folder = home.weights().resolve(name);
    if (isSet(folder)) {
      return Optional.of(new FoundWeights(name, folder.resolve(MODEL), Optional.of(card(folder))));
    }
    return ENDINGS.stream()
        .map(ending -> home.weights().resolve(name + ending))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> new FoundWeights(name, file, Optional.empty()));
  }

  private static boolean isSet(Path folder) {
    return Files.isRegularFile(folder.resolve(CARD)) && Files.isRegularFile(folder.resolve(MODEL));
  }

  private static CachedWeights card(Path folder) throws IOException {
    Path file = folder.resolve(CARD);
    try {
      return JsonFile.read(
          file.toString(),
          Files.readAllBytes(file),
          CachedWeights.FORMAT_VERSION,
          CachedWeights.class);
    } catch (BadInputException e) {
      throw new BadInputException(
          "%s; caption4j models remove %s drops it".formatted(e.getMessage(), folder.getFileName()),
          e);
    }
  }

  /**
   * Lists all weights that are here, by name.
   *
   * @throws BadInputException if what is there cannot be understood
   * @throws IOException if the disk cannot be read
   */
  public List<FoundWeights> list() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path entry : entries(home.weights())) {
      String file = entry.getFileName().toString();
      String name =
          Files.isDirectory(entry) ? file : file.replaceFirst("\\.(safetensors|zip)$", "");
      if (WeightsName.isAllowed(name)) {
        names.add(name);
      }
    }
    List<FoundWeights> found = new ArrayList<>();
    for (String name : names) {
      find(name).ifPresent(found::add);
    }
    return found;
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /**
   * Reads a set again and compares it with what was written.
   *
   * @return the set, which is whole
   * @throws BadInputException if it has changed, or is not here, or nothing is known of it; the
   *     message has the expected and the found SHA-256
   * @throws IOException if the disk cannot be read
   */
  public FoundWeights verify(String name) throws IOException {
    FoundWeights found =
        find(name)
            .orElseThrow(
                () -> new BadInputException("%s: no %s here".formatted(home.weights(), name)));
    if (found.about().isEmpty()) {
      throw new BadInputException(
          "%s: expected a %s beside it but found none; a file put there by hand cannot be verified, caption4j models import can take it"
              .formatted(found.file(), CARD));
    }
    CachedWeights about = found.about().get();
    String sha256 = FileDigests.sha256(found.file());
    if (!sha256.equals(about.sha256())) {
      throw new BadInputException(
          "%s: expected SHA-256 %s but found %s; remove it with caption4j models remove %s, then fetch it again"
              .formatted(found.file(), about.sha256(), sha256, name));
    }
    return found;
  }

  /**
   * Removes weights.
   *
   * @return whether there were any
   * @throws BadInputException if the name cannot be one, or the disk does not let go
   */
  public boolean remove(String name) throws IOException {
    WeightsName.check(name);
    Path folder = home.weights().resolve(name);
    try {
      if (Files.exists(folder.resolve(CARD))) {
        removeSet(name);
        return true;
      }
      Optional<FoundWeights> loose = find(name);
      if (loose.isPresent()) {
        Files.delete(loose.get().file());
      }
      return loose.isPresent();
    } catch (IOException e) {
      throw Disk.fault(folder, e);
    }
  }

  private void removeSet(String name) throws IOException {
    Path aside = aside(name);
    Files.move(home.weights().resolve(name), aside, StandardCopyOption.ATOMIC_MOVE);
    Disk.delete(aside);
  }

  /**
   * Puts a set in place; one of the same name is replaced.
   *
   * <p>Whoever calls this holds the lock of these weights.
   *
   * @param origin what is known of the weights
   * @param filling writes their numbers
   * @return the set
   * @throws BadInputException if the disk does not take it, or a file of the user's is in the way
   * @throws IOException as {@code filling} throws it; nothing has changed then
   */
  public FoundWeights install(WeightsOrigin origin, Filling filling) throws IOException {
    WeightsName.check(origin.weights());
    Path place = home.weights().resolve(origin.weights());
    if (Files.exists(place) && !Files.exists(place.resolve(CARD))) {
      throw new BadInputException(
          "%s: was put there by hand and is not replaced; move it away first".formatted(place));
    }
    Disk.makeFolder(home.weights());
    sweep();
    Path aside = aside(origin.weights());
    try {
      Disk.makeFolder(aside);
      filling.write(aside.resolve(MODEL));
      return complete(origin, aside, place);
    } catch (SourceFailure e) {
      throw e;
    } catch (IOException e) {
      throw Disk.fault(place, e);
    } finally {
      Disk.delete(aside);
    }
  }

  private FoundWeights complete(WeightsOrigin origin, Path aside, Path place) throws IOException {
    Path model = aside.resolve(MODEL);
    Disk.force(model);
    CachedWeights about =
        CachedWeights.of(origin, Files.size(model), FileDigests.sha256(model), Instant.now());
    AtomicFile.write(aside.resolve(CARD), JsonFile.write(about));
    Disk.force(aside);
    if (Files.exists(place)) { // a folder can only be moved to where none is
      removeSet(origin.weights());
    }
    Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    Disk.force(home.weights());
    return new FoundWeights(origin.weights(), place.resolve(MODEL), Optional.of(about));
  }

  private Path aside(String name) {
    return home.weights().resolve("." + name + "." + UUID.randomUUID() + ASIDE);
  }

  /**
   * Deletes what killed processes have left behind more than a day ago, and downloads that nobody
   * has gone on with for a month.
   */
  void sweep() throws BadInputException {
    try {
      for (Path entry : entries(home.weights())) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(ASIDE)) {
          deleteIfOlder(entry, LEFT_OVER);
        }
      }
      for (Path entry : entries(home.downloads())) {
        deleteIfOlder(entry, GIVEN_UP);
      }
    } catch (IOException e) {
      throw Disk.fault(home.folder(), e);
    }
  }

  private static void deleteIfOlder(Path entry, Duration age) throws IOException {
    try {
      Instant changed = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (changed.isBefore(Instant.now().minus(age))) {
        Disk.delete(entry);
      }
    } catch (NoSuchFileException e) {
      // another process has finished with it meanwhile
    }
  }
}
