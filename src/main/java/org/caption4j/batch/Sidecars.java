package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.caption4j.AsideFile;
import org.caption4j.BadInputException;
import org.caption4j.WrittenFile;
import org.caption4j.captioner.Caption;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;
import org.caption4j.metadata.DescriptionFile;
import org.caption4j.metadata.ExistingText;

/** Files that say what a photo shows, one or more for each photo. */
public final class Sidecars {
  private final List<Kind> kinds;
  private final ExistingText existing;
  private final Predicate<Path> taken;
  private final Fingerprints claimed = new Fingerprints();
  private final Fingerprints owners = new Fingerprints();
  private final Fingerprints visited = new Fingerprints();

  /**
   * A kind of sidecars.
   *
   * @param file how they are read and written
   * @param places where they are; empty where it is the photos themselves
   */
  public record Kind(DescriptionFile file, Optional<SidecarPlaces> places) {
    private Path of(ListedPhoto photo) {
      return places.map(each -> each.of(photo)).orElse(photo.file());
    }
  }

  /**
   * @param kinds written one after the other; none is fine
   * @param existing what happens to those that are there
   * @param taken tells files that something else is written to
   */
  public Sidecars(List<Kind> kinds, ExistingText existing, Predicate<Path> taken) {
    this.kinds = List.copyOf(kinds);
    this.existing = existing;
    this.taken = taken;
  }

  /** Returns no sidecars. */
  public static Sidecars none() {
    return new Sidecars(List.of(), ExistingText.SKIP, file -> false);
  }

  /** Returns whether they tell which photos are described. */
  public boolean keepRecord() {
    return !kinds.isEmpty() && existing == ExistingText.SKIP;
  }

  /**
   * Looks at the sidecars of a photo before it is described.
   *
   * @return whether one is missing, where those that are there tell that
   * @throws BadInputException if one cannot be written
   * @throws IOException if one cannot be read
   */
  boolean lack(ListedPhoto photo) throws IOException {
    boolean lacking = false;
    for (Kind kind : kinds) {
      Path file = kind.of(photo);
      if (kind.places.isPresent()) {
        requireOwn(file, photo);
      }
      visit(file.toAbsolutePath().getParent());
      boolean described = kind.file.isDescribed(file);
      if (!keepRecord() || !described) {
        WrittenFile.of(file).requireWritable(); // better now than when the photo is described
        lacking |= keepRecord();
      }
    }
    return lacking;
  }

  /** A file is the sidecar of one photo, and nothing else. */
  private void requireOwn(Path file, ListedPhoto photo) throws BadInputException {
    String name = file.toUri().getRawPath();
    String owner = name + "\n" + photo.path();
    if (!claimed.add(name) && !owners.contains(owner)) {
      throw new BadInputException(
          "%s: expected a sidecar of its own, but %s is that of another photo; rename one of them, or give them different folders"
              .formatted(photo.path(), file));
    }
    owners.add(owner);
    if (file.equals(photo.file())) {
      throw new BadInputException(
          "%s: ends as its sidecar would: not overwritten; choose another --sidecar-extension"
              .formatted(photo.path()));
    }
    if (taken.test(file)) {
      throw new BadInputException(
          "%s: its sidecar would be %s, which is written by another option; choose another name for that"
              .formatted(photo.path(), file));
    }
  }

  /** Before the first photo of a folder is described. */
  private void visit(Path folder) throws IOException {
    if (visited.add(folder.toUri().getRawPath())) {
      AsideFile.removeLeftovers(folder);
    }
  }

  /**
   * Writes the sidecars of photos.
   *
   * @return the batch, with those photos among the unread whose sidecars cannot be written
   * @throws IOException if the disk does not take them
   */
  DescribedPhotos.Batch<ListedPhoto> describe(DescribedPhotos.Batch<ListedPhoto> batch)
      throws IOException {
    if (kinds.isEmpty()) {
      return batch;
    }
    List<ListedPhoto> items = new ArrayList<>();
    List<List<Caption>> captions = new ArrayList<>();
    List<PixelBatch.Unread<ListedPhoto>> unread = new ArrayList<>(batch.unread());
    for (int k = 0; k < batch.items().size(); k++) {
      ListedPhoto photo = batch.items().get(k);
      try {
        describe(photo, batch.captions().get(k).stream().map(Caption::text).toList());
        items.add(photo);
        captions.add(batch.captions().get(k));
      } catch (BadInputException e) {
        unread.add(new PixelBatch.Unread<>(photo, e));
      }
    }
    return new DescribedPhotos.Batch<>(items, captions, batch.warnings(), unread);
  }

  private void describe(ListedPhoto photo, List<String> captions) throws IOException {
    for (Kind kind : kinds) {
      kind.file.describe(kind.of(photo), captions);
    }
  }
}
