package org.caption4j.batch;

import java.io.IOException;
import java.io.InputStream;
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
  String key(ListedPhoto photo);

  /** Returns a photo's record. */
  String record(ListedPhoto photo, V value);

  /**
   * Reads the whole records of a file; what stands behind the last is the trace of a writer that
   * was killed.
   *
   * @param in the file
   * @param name what to call it
   * @param reader takes the records, in their order
   * @return where the last whole record ends, in bytes; 0 if there is none and the header is not
   *     whole either
   * @throws BadInputException if the file holds something else
   * @throws IOException if it cannot be read
   */
  long scan(InputStream in, String name, Reader<V> reader) throws IOException;

  /** Takes records. */
  interface Reader<V> {
    /**
     * @param key of the record's photo
     * @param value what the record says
     */
    void take(String key, V value) throws IOException;
  }
}
