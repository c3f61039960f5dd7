package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Lists the photos of folders, folder by folder, each in the order of its names. In memory are the
 * names of the folder that is being listed and of those above it, and 64 bytes a folder.
 *
 * <p>Each folder is listed once, whatever leads to it. Links to folders come last, so that photos
 * have the paths without links wherever there are such.
 *
 * <p>What looks like a photo and cannot be one (a folder or a pipe of such a name, a folder that
 * may not be listed, a path that is too long) is listed too, with the reason.
 */
final class PhotoWalk implements Iterator<ListedPhoto> {
  private final PhotoSearch search;
  private final Sieve sieve;
  private final Iterator<NamedPlace> named;
  private final Set<Path> namedFiles = new HashSet<>();
  private final Set<Path> listedFiles = new HashSet<>();
  private final Fingerprints listedFolders = new Fingerprints();
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Queue<Link> links = new ArrayDeque<>();
  private final Queue<ListedPhoto> found = new ArrayDeque<>();

  /** The folder that was named and is being searched. */
  private Path folder;

  /** A folder that is being listed. */
  private record Level(
      Path path, Path real, Optional<String> text, Path below, Iterator<Path> files) {}

  /** A link to a folder, for later. */
  private record Link(Path folder, Path path, Optional<String> text, Path below) {}

  /**
   * @param named files and folders, in the order to list them
   * @param search how folders are searched
   */
  PhotoWalk(List<NamedPlace> named, PhotoSearch search) {
    this.search = search;
    this.sieve = new Sieve(search);
    this.named = named.iterator();
    named.stream().filter(NamedPlace::isFile).map(NamedPlace::real).forEach(namedFiles::add);
  }

  @Override
  public boolean hasNext() {
    while (found.isEmpty() && (!levels.isEmpty() || named.hasNext() || !links.isEmpty())) {
      advance();
    }
    return !found.isEmpty();
  }

  @Override
  public ListedPhoto next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return found.remove();
  }

  /** Returns what was passed over up to here. */
  LeftOut leftOut() {
    return sieve.leftOut();
  }

  private void advance() {
    if (!levels.isEmpty()) {
      Level level = levels.peek();
      if (level.files.hasNext()) {
        visit(level, level.files.next());
      } else {
        levels.pop();
      }
    } else if (named.hasNext()) {
      begin(named.next());
    } else {
      Link link = links.remove();
      folder = link.folder;
      enterLink(link.path, link.text, link.below);
    }
  }

  private void begin(NamedPlace place) {
    folder = place.folder();
    if (!place.isFile()) {
      enterLink(place.path(), Optional.of(place.path().toString()), Path.of(""));
    } else if (listedFiles.add(place.real())) {
      list(place.path(), PathText.of(place.path()));
    }
  }

  private void visit(Level level, Path file) {
    Path name = file.getFileName();
    Path below = level.below.resolve(name);
    if (sieve.leavesOut(below, () -> Files.isDirectory(file))
        || namedFiles.contains(level.real.resolve(name))) {
      return;
    }
    Optional<String> text = PathText.below(level.text, file);
    if (search.recursive()) {
      try {
        if (Files.readAttributes(file, BasicFileAttributes.class).isDirectory()) {
          enterBelow(level, file, text, below);
          return;
        }
      } catch (NoSuchFileException | AccessDeniedException e) {
        // a file of its own, whatever it is: to read it tells what is wrong
      } catch (IOException e) {
        if (OverlongPaths.may(file)) {
          visitOverlong(level, file, below);
          return;
        }
      }
    }
    if (sieve.takes(below)) {
      list(file, text.orElseGet(() -> PathText.uri(file)));
    }
  }

  private void list(Path file, String path) {
    found.add(
        fault(file)
            .map(fault -> new ListedPhoto(file, path, folder, fault))
            .orElseGet(() -> new ListedPhoto(file, path, folder)));
  }

  private static Optional<String> fault(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Optional.of("is a folder: expected a photo; --recursive describes what is in it");
      }
      return attributes.isRegularFile()
          ? Optional.empty()
          : Optional.of("is a pipe or a device: expected a photo");
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    } catch (IOException e) {
      return OverlongPaths.may(file) ? Optional.of(overlong(file)) : Optional.empty();
    }
  }

  private static String overlong(Path file) {
    return "has a path of %,d bytes, which is more than this system opens: run in a folder further down, or shorten folders' names"
        .formatted(OverlongPaths.length(file));
  }

  private void visitOverlong(Level level, Path file, Path below) {
    try {
      for (Path photo : OverlongPaths.photos(level.path, file.getFileName(), below, sieve)) {
        Optional<String> text = level.text;
        Path path = level.path;
        for (Path name : photo) {
          path = path.resolve(name);
          text = PathText.below(text, path);
        }
        refuse(path, text, overlong(path));
      }
    } catch (IOException e) {
      refuse(file, PathText.below(level.text, file), overlong(file));
    }
  }

  private void enterBelow(Level level, Path path, Optional<String> text, Path below) {
    if (!Files.isSymbolicLink(path)) {
      enter(path, level.real.resolve(path.getFileName()), text, below);
    } else if (sieve.follows()) {
      links.add(new Link(folder, path, text, below));
    }
  }

  private void enterLink(Path path, Optional<String> text, Path below) {
    try {
      enter(path, path.toRealPath(), text, below);
    } catch (IOException e) {
      refuse(path, text, e);
    }
  }

  private void enter(Path path, Path real, Optional<String> text, Path below) {
    if (!listedFolders.add(real.toUri().getRawPath())) {
      return;
    }
    try {
      List<Path> files = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
        stream.forEach(files::add);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      Collections.sort(files);
      levels.push(new Level(path, real, text, below, files.iterator()));
    } catch (IOException e) {
      refuse(path, text, e);
    }
  }

  private void refuse(Path path, Optional<String> text, IOException fault) {
    refuse(
        path,
        text,
        fault instanceof AccessDeniedException
            ? "may not be listed: check its permissions"
            : "cannot be listed: " + fault.getMessage());
  }

  private void refuse(Path path, Optional<String> text, String fault) {
    found.add(new ListedPhoto(path, text.orElseGet(() -> PathText.uri(path)), folder, fault));
  }
}
