package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.caption4j.BadInputException;

/**
 * The bytes of one pickle in a file. It never ends quietly: a read behind its last byte throws, so
 * a truncated pickle is told apart from a finished one.
 */
final class PickleStream extends InputStream {
  /** Bytes that a pickle may have; that of a network with thousands of tensors is 1 MB. */
  static final int MOST_BYTES = 16 << 20;

  private static final int BUFFER = 1 << 13;

  private final Path file;
  private final FileChannel channel;
  private final Extent extent;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long filled;

  /**
   * @param extent where the pickle may lie; it may end earlier
   */
  PickleStream(Path file, FileChannel channel, Extent extent) {
    this.file = file;
    this.channel = channel;
    this.extent = extent;
    this.filled = extent.begin();
  }

  /** Returns where in the file the next byte is. */
  long position() {
    return filled - buffer.remaining();
  }

  @Override
  public int read() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.get() & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining()) {
      fill();
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  /**
   * Reads so many bytes; the memory for them is taken after the length was checked.
   *
   * @throws BadInputException if the pickle has fewer
   */
  byte[] take(long count) throws IOException {
    long left = Math.min(extent.bytes(), MOST_BYTES) - (position() - extent.begin());
    if (count < 0 || count > left) {
      throw new BadInputException(
          "%s: damaged or truncated, expected %s bytes at byte %d, found room for %d"
              .formatted(file, Long.toUnsignedString(count), position(), left));
    }
    byte[] taken = new byte[(int) count];
    for (int at = 0; at < count; ) {
      at += read(taken, at, (int) count - at);
    }
    return taken;
  }

  private void fill() throws IOException {
    if (filled >= extent.end()) {
      throw new BadInputException(
          "%s: truncated, expected more of the description of its tensors at byte %d, found the end"
              .formatted(file, filled));
    }
    if (filled - extent.begin() >= MOST_BYTES) {
      throw new BadInputException(
          "%s: expected a description of its tensors of at most %d bytes, found more"
              .formatted(file, MOST_BYTES));
    }
    buffer.clear();
    long most = Math.min(extent.end(), extent.begin() + MOST_BYTES) - filled;
    buffer.limit((int) Math.min(BUFFER, most));
    int count = channel.read(buffer, filled);
    buffer.flip();
    if (count <= 0) {
      throw new BadInputException(file + ": became shorter while it was read");
    }
    filled += count;
  }
}
