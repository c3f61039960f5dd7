package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PixelBatch;

/**
 * Holds photos back that somebody is still writing, while folders are looked through again and
 * again.
 *
 * <p>A photo is read when it has not changed for two seconds: one that is moved into place with the
 * time of its last change is read at once. If it cannot be read, it is tried again when it changes;
 * it ends among the errors when it has not changed for half a minute.
 *
 * <p>Folders are looked through, since that works on every file system: those of networks tell
 * nobody what others write. In memory are the photos that are being written.
 */
public final class Arrivals {
  private static final long QUIET = Duration.ofSeconds(2).toMillis();
  private static final long PATIENCE = Duration.ofSeconds(30).toMillis();
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<Path, Sighting> held = new HashMap<>();
  private long look;
  private long began;

  /** How a photo was seen, since when, and in which look last. */
  private record Sighting(State state, long since, boolean tried, long look) {}

  /** What changes when somebody writes a file; nothing of it where there is none. */
  private record State(long size, FileTime written, FileTime changed) {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    static State of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(attributes.size(), attributes.lastModifiedTime(), changed(file));
      } catch (IOException e) {
        return new State(-1, NEVER, NEVER);
      }
    }

    /** When a file's content or its attributes changed, which nobody can set to another time. */
    private static FileTime changed(Path file) throws IOException {
      return file.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? (FileTime) Files.getAttribute(file, "unix:ctime")
          : NEVER;
    }

    boolean isThere() {
      return size >= 0;
    }
  }

  /** Holds back by the time of the system. */
  public Arrivals() {
    this(Clock.systemUTC());
  }

  Arrivals(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins to look through folders.
   *
   * @param photos all that have no record
   * @return those of them that are complete, as far as can be told
   */
  public Iterator<ListedPhoto> complete(Iterator<ListedPhoto> photos) {
    long last = look++;
    held.values().removeIf(sighting -> sighting.look < last);
    began = clock.millis();
    Iterable<ListedPhoto> once = () -> photos;
    return StreamSupport.stream(once.spliterator(), false).filter(this::isReady).iterator();
  }

  /** Returns how long to wait before the next look, so that looking takes little of the time. */
  public Duration pause() {
    Duration pause = Duration.ofMillis(4 * Math.max(0, clock.millis() - began));
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      return LONGEST_PAUSE;
    }
    return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
  }

  private boolean isReady(ListedPhoto photo) {
    if (photo.fault().isPresent()) {
      return true;
    }
    State state = State.of(photo.file());
    boolean old = state.isThere() && age(state.written) >= QUIET;
    if (old && !held.containsKey(photo.file())) {
      return true;
    }
    Sighting seen = see(photo.file(), state);
    if (seen.tried || !state.isThere()) {
      return unchanged(seen) >= PATIENCE;
    }
    return old || clock.millis() - seen.since >= QUIET;
  }

  private Sighting see(Path file, State state) {
    Sighting before = held.get(file);
    boolean same = before != null && before.state.equals(state);
    Sighting seen =
        same
            ? new Sighting(state, before.since, before.tried, look)
            : new Sighting(state, clock.millis(), false, look);
    held.put(file, seen);
    return seen;
  }

  private long unchanged(Sighting seen) {
    return Math.max(clock.millis() - seen.since, age(seen.state.changed));
  }

  private long age(FileTime time) {
    return time.equals(State.NEVER) ? 0 : clock.millis() - time.toMillis();
  }

  /**
   * Takes those photos out of batches that could not be read and may yet be completed; they are
   * found again in a later look.
   */
  public Iterator<DescribedPhotos.Batch<ListedPhoto>> withoutIncomplete(
      Iterator<DescribedPhotos.Batch<ListedPhoto>> batches) {
    Iterable<DescribedPhotos.Batch<ListedPhoto>> once = () -> batches;
    return StreamSupport.stream(once.spliterator(), false).map(this::withoutIncomplete).iterator();
  }

  private DescribedPhotos.Batch<ListedPhoto> withoutIncomplete(
      DescribedPhotos.Batch<ListedPhoto> batch) {
    List<PixelBatch.Unread<ListedPhoto>> broken =
        batch.unread().stream().filter(unread -> !mayBeCompleted(unread.item())).toList();
    return new DescribedPhotos.Batch<>(batch.items(), batch.captions(), batch.warnings(), broken);
  }

  private boolean mayBeCompleted(ListedPhoto photo) {
    if (photo.fault().isPresent()) {
      return false;
    }
    Sighting before = held.get(photo.file());
    Sighting seen = see(photo.file(), State.of(photo.file()));
    // What has changed since it was read is another try's.
    boolean tried = before == null || before.state.equals(seen.state);
    held.put(photo.file(), new Sighting(seen.state, seen.since, tried, look));
    return unchanged(seen) < PATIENCE;
  }
}
