package org.caption4j.batch;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where photos are looked for.
 *
 * @param folders none of them in another
 * @param recursive whether those below them are searched, too
 * @param chosen tells by a file's name whether it is a photo
 * @param numbers gives photos numbers, each time from the start
 */
public record PhotoFolders(
    List<Path> folders,
    boolean recursive,
    Predicate<Path> chosen,
    Supplier<? extends UnaryOperator<ListedPhoto>> numbers)
    implements PhotoListing {
  /** Copies the list. */
  public PhotoFolders {
    folders = List.copyOf(folders);
  }

  /** Returns the same photos without some files, which are told by their paths. */
  public PhotoFolders without(Predicate<Path> others) {
    return new PhotoFolders(folders, recursive, chosen.and(others.negate()), numbers);
  }

  /** Lists them anew, in the same order while nobody changes the folders. */
  @Override
  public Iterator<ListedPhoto> iterator() {
    PhotoWalk walk = new PhotoWalk(folders, recursive, chosen);
    UnaryOperator<ListedPhoto> numbering = numbers.get();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return walk.hasNext();
      }

      @Override
      public ListedPhoto next() {
        return numbering.apply(walk.next());
      }
    };
  }
}
