package org.caption4j.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;

/**
 * How something is written of photos: a header, a record a photo with something between them, a
 * footer.
 *
 * @param <V> what is written of a photo
 */
interface RecordFormat<V> {
  /** Returns what a file begins with. */
  String header();

  /** Returns what stands before a record. */
  String lead(boolean first);

  /** Returns what a file with records ends with. */
  String footer();

  /** Returns what a photo's record is known by; different for different photos. */
  default String key(ListedPhoto photo) {
    return photo.path();
  }

  /**
   * Returns what is the same for all records of a photo, however the folders that it lies in are
   * written.
   *
   * @param key of a record
   */
  default String photo(String key, PhotoPlaces places) {
    return places.of(key);
  }

  /** Returns a photo's record. */
  String record(ListedPhoto photo, V value);

  /**
   * Returns what a writer writes into an empty file up to the end of its first record. A file
   * without a whole record that is no beginning of it was written by something else.
   */
  Pattern written();

  /**
   * Returns what a writer writes behind a record up to the end of the next. What stands behind the
   * last whole record and is no beginning of it was written by something else.
   */
  Pattern afterRecord();

  /**
   * Reads the records of a file.
   *
   * @param in the file, buffered
   * @param name what to call it
   */
  Records<V> read(InputStream in, String name);

  /**
   * The records of a file, in their order.
   *
   * @param <V> what is written of a photo
   */
  interface Records<V> {
    /**
     * Reads the next record.
     *
     * @return empty at the end of a whole file
     * @throws BadInputException if the file holds something else, or breaks off
     * @throws IOException if it cannot be read
     */
    Optional<Entry<V>> next() throws IOException;

    /** Returns where the last whole record ends, or the header, in bytes; 0 before it. */
    long end();
  }

  /**
   * A record.
   *
   * @param key of its photo
   * @param value what it says of it
   */
  record Entry<V>(String key, V value) {}
}
