package org.caption4j.batch;

import java.nio.file.Path;
import java.util.List;

/** Photos to be described, in their order. */
public interface PhotoListing extends Iterable<ListedPhoto> {
  /** Returns the folders in which photos are looked for; none where photos are named themselves. */
  List<Path> folders();

  /** Returns whether the photos can be listed more than once. */
  default boolean isRepeatable() {
    return true;
  }

  /** Lists no others, even for somebody who is waiting for the next. */
  default void stop() {}
}
