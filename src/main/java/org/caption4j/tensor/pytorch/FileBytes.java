package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/** Little-endian bytes from anywhere in an open file. */
record FileBytes(Path file, FileChannel channel) {
  long size() throws IOException {
    return channel.size();
  }

  /**
   * @throws BadInputException if the file ends before
   */
  ByteBuffer read(long from, int count) throws IOException {
    if (from < 0 || count < 0 || from > size() - count) {
      throw new BadInputException(
          "%s: damaged or truncated, expected %d bytes at byte %s, found a file of %d"
              .formatted(file, count, Long.toUnsignedString(from), size()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new BadInputException(file + ": became shorter while it was read");
      }
    }
    return bytes.flip();
  }
}
