package org.caption4j.pretrained;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;

/** The cache's disk, whose faults are told in one line. */
final class Disk {
  private static final String ELSEWHERE = "or set CAPTION4J_HOME to another folder";

  private Disk() {}

  /** Makes a folder and those above it. */
  static void makeFolder(Path folder) throws BadInputException {
    if (Files.isDirectory(folder)) {
      return; // createDirectories would refuse a link to a folder on a larger disk
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      Optional<Path> blocking =
          Stream.iterate(folder, each -> each != null, Path::getParent)
              .filter(each -> Files.exists(each) && !Files.isDirectory(each))
              .findFirst();
      if (blocking.isPresent()) {
        throw new BadInputException(
            "%s: expected a folder but found a file; remove it, %s"
                .formatted(blocking.get(), ELSEWHERE),
            e);
      }
      throw fault(folder, e);
    }
  }

  /** Says what is wrong with the place of a file that could not be read or written. */
  static BadInputException fault(Path file, IOException e) {
    if (e instanceof BadInputException told) {
      return told;
    }
    if (e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException) {
      return interrupted(e);
    }
    String reason = reason(e);
    if (isFull(reason)) {
      return new BadInputException(
          "%s: the disk is full; free some space, %s".formatted(file, ELSEWHERE), e);
    }
    if (e instanceof AccessDeniedException) {
      return new BadInputException(
          "%s: cannot be written: permission denied; allow it, %s".formatted(file, ELSEWHERE), e);
    }
    return new BadInputException("%s: cannot be read or written: %s".formatted(file, reason), e);
  }

  /** Returns whether a fault is the disk's, so that other bytes would fare no better. */
  static boolean isToBlame(IOException e) {
    return e instanceof FileSystemException
        || e instanceof ClosedByInterruptException
        || isFull(reason(e));
  }

  /** What to throw when a thread is asked to stop; it stays asked. */
  static BadInputException interrupted(Exception e) {
    Thread.currentThread().interrupt();
    return new BadInputException("interrupted; the next call goes on where this one stopped", e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Linux and macOS, Windows, and disk quotas. */
  private static boolean isFull(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return Stream.of("no space left", "not enough space", "quota exceeded")
        .anyMatch(lower::contains);
  }

  /**
   * @param folder that exists
   * @param bytes that are about to be written
   * @param what they are, for the message
   */
  static void requireSpace(Path folder, long bytes, String what) throws BadInputException {
    long usable;
    try {
      usable = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw fault(folder, e);
    }
    if (usable >= 0 && usable < bytes) { // negative on file systems too large to count
      throw new BadInputException(
          "%s: expected %s of free space for %s and its converted copy but found %s; free some, %s"
              .formatted(folder, megabytes(bytes), what, megabytes(usable), ELSEWHERE));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
  }

  /** Returns when the bytes, or the folder's entries, are on the disk. */
  static void force(Path file) throws IOException {
    StandardOpenOption mode =
        Files.isDirectory(file) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(file, mode)) {
      channel.force(true);
    } catch (IOException e) {
      if (!Files.isDirectory(file)) { // Windows does not open folders
        throw e;
      }
    }
  }

  /** Deletes a file, or a folder with all that is in it; links are not followed. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(root)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
