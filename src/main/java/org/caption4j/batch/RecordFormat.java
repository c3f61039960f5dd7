package org.caption4j.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
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

  /** Returns a photo's record. */
  String record(ListedPhoto photo, V value);

  /**
   * Reads the whole records of a file; what stands behind the last is the trace of a writer that
   * was killed.
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
     * @return empty behind the last that is whole
     * @throws BadInputException if the file holds something else
     * @throws IOException if it cannot be read
     */
    Optional<Entry<V>> next() throws IOException;

    /** Returns where the last record that was read ends, in bytes. */
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
