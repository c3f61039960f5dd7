package org.caption4j.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is read where it is looked at, so that its size takes no memory. For one thread; the
 * channel's position is left alone.
 *
 * <p>Every method throws an {@link UncheckedIOException} if the disk fails.
 */
public final class ChannelBytes implements PhotoBytes {
  private static final int WINDOW = 4096;

  private final FileChannel channel;
  private final boolean littleEndian;
  private final long length;
  private byte[] window = {};
  private long start;

  /**
   * @param channel open for reading; somebody else closes it
   * @param littleEndian whether numbers have their lowest byte first
   * @throws IOException if the file's size cannot be told
   */
  public ChannelBytes(FileChannel channel, boolean littleEndian) throws IOException {
    this.channel = channel;
    this.littleEndian = littleEndian;
    this.length = channel.size();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean littleEndian() {
    return littleEndian;
  }

  @Override
  public int u8(long at, String what) throws DamagedFileException {
    need(at, 1, what);
    if (at < start || at >= start + window.length) {
      window = read(at, (int) Math.min(WINDOW, length - at));
      start = at;
    }
    return window[(int) (at - start)] & 0xff;
  }

  @Override
  public byte[] bytes(long at, int count, String what) throws DamagedFileException {
    need(at, count, what);
    return read(at, count);
  }

  private byte[] read(long at, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at + bytes.position()) < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.array();
  }
}
