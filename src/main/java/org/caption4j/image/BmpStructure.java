package org.caption4j.image;

/** BMP: a header of one of many lengths, a palette, and rows whose number of bytes follows. */
final class BmpStructure implements Structure {
  private static final int CORE_HEADER = 12;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;

  @Override
  public Size check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    String what = "the BMP header";
    long pixelsAt = bytes.u32(10, what);
    long header = bytes.u32(14, what);
    bytes.need(14, header, what);
    boolean core = header == CORE_HEADER;
    if (!core && header < 40) {
      throw new DamagedFileException(
          "is corrupt: expected a BMP header of 12 or at least 40 bytes but found %,d"
              .formatted(header));
    }
    long width = core ? bytes.u16(18, what) : bytes.i32(18, what);
    long height = core ? bytes.u16(20, what) : Math.abs((long) bytes.i32(22, what));
    int bits = bytes.u16(core ? 24 : 28, what);
    int compression = core ? 0 : bytes.i32(30, what);
    boolean runLengths = compression == RLE8 || compression == RLE4;
    long pixelBytes =
        runLengths ? bytes.u32(34, what) : (Math.max(0, width) * bits + 31) / 32 * 4 * height;
    bytes.need(pixelsAt, pixelBytes, "%,d bytes of pixels".formatted(pixelBytes));
    return new Size(width, height);
  }
}
