package org.caption4j.image;

/**
 * A chunk of a WebP.
 *
 * @param type four characters
 * @param at where it begins
 * @param length of what it holds, without the byte that fills an odd one up
 */
public record WebpChunk(String type, long at, long length) {
  private static final String WHAT = "a WebP chunk";

  /** Where the first chunk begins. */
  public static final long FIRST = 12;

  /**
   * Returns where the chunks end, as the header says.
   *
   * @throws DamagedFileException if the file ends before
   */
  public static long end(PhotoBytes bytes) throws DamagedFileException {
    long end = 8 + bytes.u32(4, "the RIFF header");
    bytes.need(8, end - 8, "the %,d bytes that the WebP header promises".formatted(end));
    return end;
  }

  /**
   * Returns the chunk at a place.
   *
   * @throws DamagedFileException if the file ends before it does
   */
  public static WebpChunk at(PhotoBytes bytes, long at) throws DamagedFileException {
    String type = bytes.tag(at, WHAT);
    long length = bytes.u32(at + 4, WHAT);
    bytes.need(at + 8, length, "the %,d bytes of a WebP chunk".formatted(length));
    return new WebpChunk(type, at, length);
  }

  /** Returns where what it holds begins. */
  public long content() {
    return at + 8;
  }

  /** Returns where the next one begins; the file may end a byte before. */
  public long next() {
    return content() + length + (length & 1);
  }

  /** Returns whether it is a still picture. */
  public boolean isPicture() {
    return type.equals("VP8 ") || type.equals("VP8L");
  }

  /** Returns whether it says the size of the picture. */
  boolean hasSize() {
    return isPicture() || type.equals("VP8X");
  }

  /**
   * Returns what it says of the picture's size.
   *
   * @throws DamagedFileException if the file ends before that
   */
  public Size size(PhotoBytes bytes) throws DamagedFileException {
    String what = "the size of the WebP";
    long from = content();
    return switch (type) {
      case "VP8X" -> new Size(1 + u24(bytes, from + 4, what), 1 + u24(bytes, from + 7, what));
      case "VP8L" -> {
        int packed = bytes.i32(from + 1, what);
        yield new Size(1 + (packed & 0x3fff), 1 + (packed >>> 14 & 0x3fff));
      }
      default -> new Size(bytes.u16(from + 6, what) & 0x3fff, bytes.u16(from + 8, what) & 0x3fff);
    };
  }

  private static int u24(PhotoBytes bytes, long at, String what) throws DamagedFileException {
    return bytes.u16(at, what) | bytes.u8(at + 2, what) << 16;
  }
}
