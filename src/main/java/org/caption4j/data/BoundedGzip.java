package org.caption4j.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.caption4j.BadInputException;

/**
 * The content of a gzip file, up to a number of bytes that its size makes plausible: a few
 * kilobytes of zeros, compressed, can become gigabytes.
 */
final class BoundedGzip extends GZIPInputStream {
  /** Bytes that are never too many. */
  private static final long ALWAYS = 64L << 20;

  /** Captions take 3 to 30 times as many bytes as their compressed form. */
  private static final long MOST_RATIO = 200;

  private final Path file;
  private final Counted packed;
  private long unpacked;

  BoundedGzip(Path file, InputStream in, int buffer) throws IOException {
    this(file, new Counted(in), buffer);
  }

  private BoundedGzip(Path file, Counted packed, int buffer) throws IOException {
    super(packed, buffer);
    this.file = file;
    this.packed = packed;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    unpacked += Math.max(read, 0);
    if (unpacked > ALWAYS && unpacked / MOST_RATIO > packed.count) {
      throw new BadInputException(
          "%s: expected gzip of text, at most %d bytes for each compressed one, found more: %,d bytes in the first %,d; unpack it by hand if that is meant"
              .formatted(file, MOST_RATIO, unpacked, packed.count));
    }
    return read;
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
