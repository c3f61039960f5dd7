package org.caption4j.train;

import java.util.List;
import org.caption4j.image.Photo;

/** A network that a student learns from. */
public interface Teacher extends AutoCloseable {
  /** Returns a name for people. */
  String name();

  /** Returns a text that differs where what it says differs: hexadecimal. */
  String fingerprint();

  /** Returns d, the numbers in a photo's features. */
  int featureDimension();

  /** Returns c, the classes it tells apart; 0 if it tells none. */
  int classCount();

  /**
   * Looks at photos.
   *
   * @param photos n of them, of any size
   * @return what it says of them
   */
  Opinions look(List<Photo> photos);

  @Override
  void close();
}
