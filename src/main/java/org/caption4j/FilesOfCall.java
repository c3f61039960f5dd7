package org.caption4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a call reads and writes. None is written that is read, and none is written twice,
 * whatever links it is named by: better refused before the work than found out after it.
 */
public final class FilesOfCall {
  private final List<Named> read = new ArrayList<>();
  private final List<Named> written = new ArrayList<>();

  private record Named(String option, WrittenFile file) {}

  /**
   * Adds a file that is read.
   *
   * @param option by which it was named, for messages
   * @param file the file; one that does not exist is no concern of this
   * @throws BadInputException if it is a file that this call writes
   * @throws IOException if its links cannot be followed
   */
  public void reads(String option, Path file) throws IOException {
    if (Files.exists(file)) {
      Named source = new Named(option, WrittenFile.of(file));
      for (Named target : written) {
        requireApart(target, source);
      }
      read.add(source);
    }
  }

  private static void requireApart(Named target, Named source) throws IOException {
    if (target.file.isSame(source.file)) {
      throw new BadInputException(
          "%s %s: is the file that %s reads: not overwritten; choose another name"
              .formatted(target.option, target.file.named(), source.option));
    }
  }

  /**
   * Adds a regular file that may hold anything, or nothing, and is taken care of by whoever goes on
   * with it.
   *
   * @param option by which it was named, for messages
   * @param file to be written
   * @throws BadInputException if it is a pipe or a device, cannot be written, or is another file of
   *     this call
   * @throws IOException if its links cannot be followed
   */
  public void writes(String option, Path file) throws IOException {
    WrittenFile target = WrittenFile.of(file);
    target.requireRegular();
    add(option, file, target);
  }

  private void add(String option, Path file, WrittenFile target) throws IOException {
    target.requireWritable();
    for (Named other : read) {
      requireApart(new Named(option, target), other);
    }
    for (Named other : written) {
      if (target.isSame(other.file)) {
        throw new BadInputException(
            "%s %s: is the file that %s writes; choose another name"
                .formatted(option, file, other.option));
      }
    }
    written.add(new Named(option, target));
  }

  /**
   * Adds a file that is written anew.
   *
   * @param option by which it was named, for messages
   * @param file to be written
   * @param kind what a file that is there must be to be replaced
   * @throws BadInputException if it is something else, cannot be written, or is another file of
   *     this call
   * @throws IOException if it cannot be looked at
   */
  public void writes(String option, Path file, FileKind kind) throws IOException {
    add(option, file, WrittenFile.of(file));
    kind.requireReplaceable(file);
  }

  /**
   * Tells whether a file is one of those that are written, by the name that it was given or has.
   *
   * @param file any
   */
  public boolean isWritten(Path file) {
    Path name = file.getFileName();
    return written.stream()
        .map(Named::file)
        .filter(each -> each.real().endsWith(name) || each.named().endsWith(name))
        .anyMatch(each -> isSame(each, file));
  }

  private static boolean isSame(WrittenFile written, Path file) {
    try {
      return written.isSame(WrittenFile.of(file));
    } catch (IOException e) {
      return false;
    }
  }
}
