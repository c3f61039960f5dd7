package org.caption4j.batch;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.caption4j.HiddenFiles;
import org.caption4j.PhotoEndings;

/** Decides by their names what a search takes of the files and folders it meets, and counts. */
final class Sieve {
  private final PhotoSearch search;
  private final LeftOut.Counter counter = new LeftOut.Counter();

  Sieve(PhotoSearch search) {
    this.search = search;
  }

  /**
   * Tells whether a file or folder is passed over, whatever it is.
   *
   * @param below its path below the folder that was named
   * @param folder whether it is a folder; asked only where that matters
   */
  boolean leavesOut(Path below, BooleanSupplier folder) {
    if (search.patterns().exclude(below)) {
      return true;
    }
    if (search.hidden() || !HiddenFiles.has(below.getFileName().toString())) {
      return false;
    }
    if (search.patterns().include(below) || (search.recursive() && folder.getAsBoolean())) {
      counter.hidden();
    }
    return true;
  }

  /** Tells whether a file is a photo by its path below the folder that was named. */
  boolean takes(Path below) {
    boolean taken = search.patterns().include(below);
    if (!taken && search.patterns().byEndings()) {
      PhotoEndings.unread(below.getFileName().toString()).ifPresent(counter::unread);
    }
    return taken;
  }

  /** Tells whether a link to a folder is followed. */
  boolean follows() {
    if (!search.followLinks()) {
      counter.link();
    }
    return search.followLinks();
  }

  LeftOut leftOut() {
    return counter.total();
  }
}
