package org.caption4j.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.AtomicFile;
import org.caption4j.WrittenFile;

/**
 * A folder beside a gallery's place, in which its pages are made. They move to their place together
 * once all are there, so that no link of theirs ever leads nowhere.
 *
 * <p>What an earlier program that was killed left there is removed: the folder's name is the same
 * each time.
 */
final class PagesAside implements AutoCloseable {
  private final PageFiles pages;
  private final Path folder;

  /**
   * @throws org.caption4j.BadInputException if there is something else in the place of a page
   * @throws IOException if the disk does not take the folder
   */
  PagesAside(PageFiles pages) throws IOException {
    for (int page = 1; page <= pages.pages(); page++) {
      WrittenFile file = WrittenFile.of(pages.file(page));
      file.requireWritable();
      file.requireRegular();
      Page.KIND.requireReplaceable(file.real());
    }
    this.pages = pages;
    this.folder =
        pages.first().toAbsolutePath().resolveSibling("." + pages.first().getFileName() + ".tmp");
    remove();
    Files.createDirectories(folder);
  }

  /** Returns where a page is to be made. */
  Path file(int page) {
    return folder.resolve(pages.file(page).getFileName());
  }

  /** Moves the first page last: where people begin to look, all others are there. */
  void moveToTheirPlace() throws IOException {
    for (int page = pages.pages(); page >= 1; page--) {
      AtomicFile.move(file(page), pages.file(page));
    }
  }

  @Override
  public void close() throws IOException {
    remove();
  }

  private void remove() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : found) {
      Files.delete(each);
    }
  }
}
