package org.caption4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/** Lines of strict UTF-8. Lines are split before they are decoded, so that faults name theirs. */
final class TextLines {
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private final InputStream in;
  private int number;

  TextLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Returns the next line without its end, or null behind the last. */
  String next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    number++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      bytes.write(next);
      if (bytes.size() > MOST_BYTES) {
        throw new BadInputException(
            "%s: line %d: expected text, found a line of more than %,d bytes"
                .formatted(file, number, MOST_BYTES));
      }
    }
    String line = decode(bytes.toByteArray());
    if (number == 1 && line.startsWith("\ufeff")) {
      line = line.substring(1);
    }
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Returns the next line that is not blank, or null behind the last. */
  String nextFilled() throws IOException {
    String line = next();
    while (line != null && line.isBlank()) {
      line = next();
    }
    return line;
  }

  /** Returns the number of the last line, from 1. */
  int number() {
    return number;
  }

  private String decode(byte[] bytes) throws BadInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          "%s: line %d: expected UTF-8, found another encoding".formatted(file, number), e);
    }
  }

  /** Says what is wrong with the last line. */
  BadInputException fault(String expected, String found) {
    return fault(number, expected, found);
  }

  /** Says what is wrong with an earlier line. */
  BadInputException fault(int line, String expected, String found) {
    String brief = found.length() <= 60 ? found : found.substring(0, 57) + "...";
    return new BadInputException(
        "%s: line %d: %s, found '%s'".formatted(file, line, expected, brief));
  }
}
