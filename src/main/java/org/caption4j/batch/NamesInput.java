package org.caption4j.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.caption4j.BadInputException;

/** Names of photos in a stream of bytes, one behind the other. */
final class NamesInput {
  /** Sixteen times what Linux takes for a path. */
  private static final int MOST_BYTES = 1 << 16;

  private final InputStream in;
  private final String name;
  private final char end;

  /**
   * @param in the names
   * @param name what to call it
   * @param end what stands behind each name
   */
  NamesInput(InputStream in, String name, char end) {
    this.in = new BufferedInputStream(in);
    this.name = name;
    this.end = end;
  }

  /**
   * Reads the next name; lines without one are passed over.
   *
   * @return empty behind the last
   * @throws BadInputException if it cannot be a name
   * @throws IOException if it cannot be read
   */
  Optional<ListedPhoto> next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && (next != end || isBlank(bytes))) {
      if (next == end) {
        bytes.reset();
      } else {
        bytes.write(next);
      }
      requireName(bytes, next);
      next = in.read();
    }
    return isBlank(bytes) ? Optional.empty() : Optional.of(photo(withoutReturn(bytes)));
  }

  private boolean isBlank(ByteArrayOutputStream bytes) {
    return withoutReturn(bytes).length == 0;
  }

  /** Lists from Windows end their lines with two characters. */
  private byte[] withoutReturn(ByteArrayOutputStream bytes) {
    byte[] all = bytes.toByteArray();
    boolean two = end == '\n' && all.length > 0 && all[all.length - 1] == '\r';
    return two ? Arrays.copyOf(all, all.length - 1) : all;
  }

  private void requireName(ByteArrayOutputStream bytes, int last) throws BadInputException {
    if (bytes.size() > MOST_BYTES) {
      throw new BadInputException(
          "%s: expected names of photos, each of at most %,d bytes, but found a longer one; is it a list?"
              .formatted(name, MOST_BYTES));
    }
    if (last == 0 && end != 0) {
      throw new BadInputException(
          "%s: expected names of photos, one a line, but found a NUL; --null reads names that end so"
              .formatted(name));
    }
  }

  private static ListedPhoto photo(byte[] bytes) {
    Path file = PathText.parse(bytes);
    String path = PathText.of(bytes).orElseGet(() -> PathText.uri(file));
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new ListedPhoto(
          file,
          path,
          file,
          Files.isDirectory(file)
              ? "is a folder: expected the file of one photo; batch FOLDER describes what is in it"
              : "is no ordinary file: expected a photo");
    }
    return new ListedPhoto(file, path, file);
  }
}
