package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;

/** The photos that could not be described, beside the file of results; not there while none is. */
final class ErrorFile implements AutoCloseable {
  private final Path file;
  private final PhotoPlaces places;
  private final Fingerprints known = new Fingerprints();
  private RecordFile<String> lines;

  /**
   * @param results the file of results
   * @param places tells which photos its paths denote
   * @throws IOException if there is an errors file that cannot be gone on with
   */
  ErrorFile(Path results, PhotoPlaces places) throws IOException {
    this.places = places;
    file = beside(results);
    if (Files.exists(file)) {
      open();
    }
  }

  /** Where the errors of a file of results are. */
  static Path beside(Path results) {
    return results.resolveSibling(results.getFileName() + ".errors.jsonl");
  }

  private void open() throws IOException {
    lines = RecordFile.open(file, new ErrorLines(), error -> known.add(places.of(error.key())));
  }

  /** Returns whether a photo stands there. */
  boolean contains(ListedPhoto photo) {
    return known.contains(places.of(photo.path()));
  }

  /** Returns how many stand there. */
  int size() {
    return known.size();
  }

  void append(List<ListedPhoto> photos, List<String> reasons) throws IOException {
    if (lines == null && !photos.isEmpty()) {
      open();
    }
    if (lines != null) {
      lines.append(photos, reasons);
      photos.forEach(photo -> known.add(places.of(photo.path())));
    }
  }

  /**
   * Refuses to go on when somebody else deleted or changed the file.
   *
   * @throws BadInputException if it is no longer there as it was left
   */
  void requireUnchanged() throws IOException {
    if (lines != null) {
      lines.requireUnchanged();
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
