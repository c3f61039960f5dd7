package org.caption4j;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What is to be written when a file is named: links are followed, and what is no regular file (a
 * pipe, a device) is told from what is one.
 *
 * @param named as it was named, for messages
 * @param real where links lead; need not exist
 */
public record WrittenFile(Path named, Path real) {
  private static final int MOST_LINKS = 40;

  /**
   * Follows links, those to files that are not there yet, too.
   *
   * @param named a file that is to be written
   * @throws IOException if links lead in a circle, or may not be read
   */
  public static WrittenFile of(Path named) throws IOException {
    Path file = named;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(named.toString());
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        break; // a link of /proc to a pipe leads to no name
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return new WrittenFile(
        named,
        folder == null ? whole : folder.toRealPath().resolve(folder.relativize(whole)).normalize());
  }

  /** Returns whether there is something that has no place for another file: a pipe, a device. */
  public boolean isStream() {
    return Files.exists(real) && !Files.isRegularFile(real) && !Files.isDirectory(real);
  }

  /**
   * Returns what a file is on its file system, whatever its name; null where it does not exist, or
   * the system tells no such thing.
   */
  private static Object key(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }

  /**
   * Tells whether this is the same file as another, by whatever links either is named.
   *
   * @throws IOException if that cannot be told
   */
  public boolean isSame(WrittenFile other) throws IOException {
    Object key = key(real);
    return real.equals(other.real) || (key != null && Objects.equals(key, key(other.real)));
  }

  /**
   * Refuses a file that cannot be written; better asked before long work than after it.
   *
   * @throws BadInputException if it is a folder, or its folder or itself may not be written
   */
  public void requireWritable() throws BadInputException {
    AtomicFile.requireNoFolder(named);
    if (Files.exists(real) && !Files.isWritable(real)) {
      throw new BadInputException(named + ": may not be written: check its permissions");
    }
    if (isStream()) {
      return;
    }
    Path folder = real.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new BadInputException(
          "%s: cannot be written: %s is no folder; choose another place".formatted(named, folder));
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw new BadInputException(
          "%s: cannot be written: the folder %s may not be written; check its permissions, or choose another place"
              .formatted(named, folder));
    }
  }

  /**
   * Refuses what a file cannot take the place of.
   *
   * @throws BadInputException if it is a pipe, a device or the like
   */
  public void requireRegular() throws BadInputException {
    if (isStream()) {
      throw new BadInputException(
          named + ": is no regular file: expected the name of a file to write; choose another");
    }
  }

  /** Says of a fault of the disk which file it is about. */
  public IOException fault(IOException e) {
    if (e instanceof BadInputException || e instanceof ClosedByInterruptException) {
      return e; // told already, or no fault of the file
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof NoSuchFileException) {
      reason = "no such file or folder";
    }
    FileSystemException named =
        new FileSystemException(
            this.named.toString(), null, Objects.toString(reason, e.toString()));
    named.initCause(e);
    return named;
  }
}
