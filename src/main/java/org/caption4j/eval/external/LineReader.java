package org.caption4j.eval.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 lines of a program that may say anything: the end of a very long one is dropped. */
final class LineReader {
  static final int LONGEST = 4096;

  private final Reader in;

  LineReader(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next line without its end, at most {@link #LONGEST} characters; empty at the end. */
  Optional<String> next() throws IOException {
    StringBuilder line = new StringBuilder();
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    while (read >= 0 && read != '\n') {
      if (line.length() < LONGEST) {
        line.append((char) read);
      }
      read = in.read();
    }
    return Optional.of(line.toString().stripTrailing());
  }
}
