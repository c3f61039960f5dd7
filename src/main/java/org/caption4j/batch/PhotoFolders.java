package org.caption4j.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.caption4j.BadInputException;

/** Where photos are looked for: folders, and photos that were named one by one. */
public final class PhotoFolders implements PhotoListing {
  private final List<NamedPlace> named;
  private final PhotoSearch search;
  private final Supplier<? extends UnaryOperator<ListedPhoto>> numbers;
  private final Predicate<Path> wanted;
  private volatile Optional<LeftOut> leftOut = Optional.empty();

  /**
   * Looks what the names are of.
   *
   * @param named folders, and files, which are photos whatever their names end in
   * @param search how folders are searched
   * @param numbers gives photos numbers, each time from the start
   * @throws BadInputException if there is nothing of one of the names
   * @throws IOException if that cannot be told
   */
  public PhotoFolders(
      List<Path> named, PhotoSearch search, Supplier<? extends UnaryOperator<ListedPhoto>> numbers)
      throws IOException {
    this(places(named), search, numbers, file -> true);
  }

  private PhotoFolders(
      List<NamedPlace> named,
      PhotoSearch search,
      Supplier<? extends UnaryOperator<ListedPhoto>> numbers,
      Predicate<Path> wanted) {
    this.named = named;
    this.search = search;
    this.numbers = numbers;
    this.wanted = wanted;
  }

  private static List<NamedPlace> places(List<Path> named) throws IOException {
    List<NamedPlace> places = new ArrayList<>();
    for (Path path : named) {
      places.add(NamedPlace.of(path));
    }
    return places;
  }

  /** Returns the same photos without some files, which are told by their paths. */
  public PhotoFolders without(Predicate<Path> others) {
    return new PhotoFolders(named, search, numbers, wanted.and(others.negate()));
  }

  /** Returns the folders that were named, and those that photos were named in; each once. */
  @Override
  public List<Path> folders() {
    return named.stream().map(NamedPlace::folder).distinct().toList();
  }

  /** Lists them anew, in the same order while nobody changes the folders. */
  @Override
  public Iterator<ListedPhoto> iterator() {
    PhotoWalk walk = new PhotoWalk(named, search);
    UnaryOperator<ListedPhoto> numbering = numbers.get();
    return new Iterator<>() {
      private Optional<ListedPhoto> next = Optional.empty();

      @Override
      public boolean hasNext() {
        while (next.isEmpty() && walk.hasNext()) {
          next = Optional.of(walk.next()).filter(photo -> wanted.test(photo.file()));
        }
        if (next.isEmpty()) {
          leftOut = Optional.of(walk.leftOut());
        }
        return next.isPresent();
      }

      @Override
      public ListedPhoto next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        ListedPhoto photo = next.orElseThrow();
        next = Optional.empty();
        return numbering.apply(photo);
      }
    };
  }

  /** Returns what was passed over when they were last listed to the end; empty before. */
  public Optional<LeftOut> leftOut() {
    return leftOut;
  }
}
