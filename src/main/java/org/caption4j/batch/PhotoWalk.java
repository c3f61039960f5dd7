package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists the photos of folders, folder by folder, each in the order of its names. In memory are the
 * names of the folder that is being listed and of those above it.
 *
 * <p>What looks like a photo and cannot be one (a folder or a pipe of such a name, a folder that
 * may not be listed, a link in a circle) is listed too, with the reason.
 */
final class PhotoWalk implements Iterator<ListedPhoto> {
  private final boolean recursive;
  private final Predicate<Path> chosen;
  private final Iterator<Path> folders;
  private final Deque<Level> levels = new ArrayDeque<>();
  private Path folder;
  private ListedPhoto next;

  /** A folder that is being listed. */
  private record Level(Path real, Optional<String> text, Iterator<Path> files) {}

  /**
   * @param folders to be listed, none of them in another
   * @param recursive whether those below them are, too; links to folders are followed
   * @param chosen tells by a file's name whether it is wanted
   */
  PhotoWalk(List<Path> folders, boolean recursive, Predicate<Path> chosen) {
    this.folders = folders.iterator();
    this.recursive = recursive;
    this.chosen = chosen;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (!levels.isEmpty() || folders.hasNext())) {
      advance();
    }
    return next != null;
  }

  @Override
  public ListedPhoto next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ListedPhoto found = next;
    next = null;
    return found;
  }

  private void advance() {
    if (levels.isEmpty()) {
      folder = folders.next();
      enter(folder, Optional.of(folder.toString()));
      return;
    }
    Level level = levels.peek();
    if (!level.files.hasNext()) {
      levels.pop();
      return;
    }
    Path file = level.files.next();
    Optional<String> text = PathText.below(level.text, file);
    if (recursive && Files.isDirectory(file)) {
      enter(file, text);
    } else if (chosen.test(file)) {
      next = listed(file, text.orElseGet(() -> PathText.uri(file)));
    }
  }

  private ListedPhoto listed(Path file, String path) {
    if (Files.isDirectory(file)) {
      return new ListedPhoto(
          file, path, folder, "is a folder: expected a photo; --recursive describes what is in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new ListedPhoto(file, path, folder, "is no ordinary file: expected a photo");
    }
    return new ListedPhoto(file, path, folder);
  }

  private void enter(Path below, Optional<String> text) {
    try {
      Path real = below.toRealPath();
      if (levels.stream().anyMatch(level -> level.real.equals(real))) {
        refuse(below, text, "is a link to a folder that it lies in: not followed");
        return;
      }
      List<Path> files = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(below)) {
        stream.forEach(files::add);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      Collections.sort(files);
      levels.push(new Level(real, text, files.iterator()));
    } catch (AccessDeniedException e) {
      refuse(below, text, "may not be listed: check its permissions");
    } catch (IOException e) {
      refuse(below, text, "cannot be listed: " + e.getMessage());
    }
  }

  private void refuse(Path below, Optional<String> text, String fault) {
    next = new ListedPhoto(below, text.orElseGet(() -> PathText.uri(below)), folder, fault);
  }
}
