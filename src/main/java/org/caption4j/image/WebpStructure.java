package org.caption4j.image;

import java.util.Arrays;
import java.util.Optional;

/** WebP (RFC 9649): a RIFF of chunks, one of which says how large the picture is. */
final class WebpStructure implements Structure {

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    long end = 8 + bytes.u32(4, "the RIFF header");
    bytes.need(8, end - 8, "the %,d bytes that the WebP header promises".formatted(end));
    Size size = null;
    boolean pixels = false;
    for (long at = 12; at + 8 <= end; ) {
      String type = bytes.tag(at, "a WebP chunk");
      long length = bytes.u32(at + 4, "a WebP chunk");
      bytes.need(at + 8, length, "the %,d bytes of a WebP chunk".formatted(length));
      boolean holdsPixels = type.equals("VP8 ") || type.equals("VP8L");
      if (size == null && (holdsPixels || type.equals("VP8X"))) {
        size = size(bytes, type, at + 8);
      }
      pixels |= holdsPixels || type.equals("ANMF");
      at += 8 + length + (length & 1);
    }
    if (size == null || !pixels) {
      throw new DamagedFileException("is corrupt: a WebP without a picture in it");
    }
    return new CheckedFile(size, file);
  }

  /**
   * Finds a chunk.
   *
   * @param file a whole WebP that {@link #check} has passed
   * @param wanted its name
   * @return what the first of them holds
   */
  static Optional<byte[]> chunk(byte[] file, String wanted) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    long end = 8 + bytes.u32(4, "the RIFF header");
    for (long at = 12; at + 8 <= end; ) {
      long length = bytes.u32(at + 4, "a WebP chunk");
      if (bytes.startsWith(wanted, (int) at)) {
        return Optional.of(Arrays.copyOfRange(file, (int) at + 8, (int) (at + 8 + length)));
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  private static Size size(FileBytes bytes, String type, long at) throws DamagedFileException {
    String what = "the size of the WebP";
    return switch (type) {
      case "VP8X" -> new Size(1 + u24(bytes, at + 4, what), 1 + u24(bytes, at + 7, what));
      case "VP8L" -> {
        int packed = bytes.i32(at + 1, what);
        yield new Size(1 + (packed & 0x3fff), 1 + (packed >>> 14 & 0x3fff));
      }
      default -> new Size(bytes.u16(at + 6, what) & 0x3fff, bytes.u16(at + 8, what) & 0x3fff);
    };
  }

  private static int u24(FileBytes bytes, long at, String what) throws DamagedFileException {
    return bytes.u16(at, what) | bytes.u8(at + 2, what) << 16;
  }
}
