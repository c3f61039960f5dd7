package org.caption4j.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a writer that was killed left behind the last whole record: the beginning of what it would
 * have written, and zeros, where a disk had given room to a file but not got its content yet.
 *
 * @param text what stands there, a character a byte
 * @param zeros whether zeros follow it
 * @param alone whether something else follows: then nobody was killed
 */
record Trace(String text, boolean zeros, boolean alone) {
  /** Bytes that no record has. */
  static final int LIMIT = 1 << 20;

  /**
   * Reads a file's rest.
   *
   * @param in buffered
   * @throws IOException if it cannot be read
   */
  static Trace read(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int c = in.read();
    for (; c > 0 && text.size() < LIMIT; c = in.read()) {
      text.write(c);
    }
    boolean zeros = c == 0;
    while (c == 0) {
      c = in.read();
    }
    return new Trace(text.toString(StandardCharsets.ISO_8859_1), zeros, c < 0);
  }

  /** Tells whether nothing else than zeros is there. */
  boolean isZerosOnly() {
    return zeros && text.isBlank();
  }

  /**
   * Tells whether it may be the trace of a writer.
   *
   * @param written what that would have written, if nobody had stopped it
   */
  boolean isBeginningOf(Pattern written) {
    Matcher matcher = written.matcher(text);
    return alone && (matcher.matches() || matcher.hitEnd());
  }
}
