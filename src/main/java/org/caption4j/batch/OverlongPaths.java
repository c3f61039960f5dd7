package org.caption4j.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds files whose paths are longer than the system opens: folder by folder from the last one that
 * it does open. They can be named, so that none of them is missed, but not be read.
 */
final class OverlongPaths {
  /** Systems differ; none has trouble with less. */
  private static final int SAFE = 1000;

  private final Sieve sieve;
  private final List<Path> found = new ArrayList<>();

  private OverlongPaths(Sieve sieve) {
    this.sieve = sieve;
  }

  /** The length of a path in bytes. */
  static int length(Path file) {
    return file.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Tells whether the length of its path may be why nothing is told of a file. */
  static boolean may(Path file) {
    return length(file) > SAFE;
  }

  /**
   * Finds photos.
   *
   * @param folder one that can be opened
   * @param name of a file or folder in it
   * @param below path of that below the folder that was named
   * @param sieve tells which are wanted
   * @return paths from {@code folder} on, sorted; the folder's entry itself where that is no folder
   * @throws IOException if the system cannot list folders that way
   */
  static List<Path> photos(Path folder, Path name, Path below, Sieve sieve) throws IOException {
    OverlongPaths paths = new OverlongPaths(sieve);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      if (!(stream instanceof SecureDirectoryStream<Path> open)) {
        throw new IOException("its path is too long");
      }
      paths.visit(open, name, name, below);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(paths.found);
    return paths.found;
  }

  private void visit(SecureDirectoryStream<Path> parent, Path name, Path path, Path below)
      throws IOException {
    if (isFolder(parent, name)) {
      try (SecureDirectoryStream<Path> folder =
          parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        for (Path entry : folder) {
          Path each = entry.getFileName();
          Path further = below.resolve(each);
          if (!sieve.leavesOut(further, () -> isFolder(folder, each))) {
            visit(folder, each, path.resolve(each), further);
          }
        }
      }
    } else if (sieve.takes(below)) {
      found.add(path);
    }
  }

  private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) {
    try {
      BasicFileAttributes attributes =
          parent
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      return attributes.isDirectory();
    } catch (IOException e) {
      return false;
    }
  }
}
