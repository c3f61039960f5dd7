package org.caption4j.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** BMP: a header of one of many lengths, a palette, and rows whose number of bytes follows. */
final class BmpStructure implements Structure {
  private static final int CORE_HEADER = 12;
  private static final int OS2_HEADER = 64;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;
  private static final Set<Integer> BITS = Set.of(1, 4, 8, 15, 16, 24, 32);

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
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
    requireReadable(bits, compression, core ? 0 : bytes.u32(46, what));
    boolean runLengths = compression == RLE8 || compression == RLE4;
    long pixelBytes =
        runLengths ? bytes.u32(34, what) : (Math.max(0, width) * bits + 31) / 32 * 4 * height;
    bytes.need(pixelsAt, pixelBytes, "%,d bytes of pixels".formatted(pixelBytes));
    Size size = new Size(width, height);
    if (core) {
      return new CheckedFile(size, withLongHeader(file, width, height, bits, pixelsAt));
    }
    return new CheckedFile(size, header == OS2_HEADER ? withShortHeader(file) : file);
  }

  /**
   * The same picture below a header of 40 bytes: OpenCV sees no colours below one of 12, whose
   * palette has three bytes a colour instead of four.
   */
  private static byte[] withLongHeader(
      byte[] file, long width, long height, int bits, long pixelsAt) {
    int colours = bits > 8 ? 0 : Math.min(1 << bits, (int) (pixelsAt - 14 - CORE_HEADER) / 3);
    int rows = file.length - (int) pixelsAt;
    int header = 14 + 40 + 4 * colours;
    ByteBuffer out = ByteBuffer.allocate(header + rows).order(ByteOrder.LITTLE_ENDIAN);
    out.put(file, 0, 2).putInt(out.capacity()).putInt(0).putInt(header);
    out.putInt(40).putInt((int) width).putInt((int) height).putShort((short) 1);
    out.putShort((short) bits).putInt(0).putInt(rows).putLong(0).putInt(colours).putInt(0);
    for (int colour = 0; colour < colours; colour++) {
      out.put(file, 14 + CORE_HEADER + 3 * colour, 3).put((byte) 0);
    }
    return out.put(file, (int) pixelsAt, rows).array();
  }

  /** The same picture below the first 40 of the header's 64 bytes; the others mean nothing here. */
  private static byte[] withShortHeader(byte[] file) {
    byte[] out = new byte[file.length - (OS2_HEADER - 40)];
    System.arraycopy(file, 0, out, 0, 14 + 40);
    System.arraycopy(file, 14 + OS2_HEADER, out, 14 + 40, file.length - 14 - OS2_HEADER);
    ByteBuffer header = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(10, header.getInt(10) - (OS2_HEADER - 40)).putInt(14, 40);
    return out;
  }

  /** Whether colours are bits of 16 or as masks say: OpenCV knows the masks of few. */
  static boolean hasMasks(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    return bytes.u16(28, "the BMP header") == 16 || bytes.i32(30, "the BMP header") == BIT_FIELDS;
  }

  /** OpenCV refuses the same, though not without a word on the standard error stream. */
  private static void requireReadable(int bits, int compression, long colours)
      throws DamagedFileException {
    if (compression < 0 || compression > BIT_FIELDS) {
      throw new DamagedFileException(
          "is a kind of BMP that is not read: expected compression 0 to 3 but found "
              + compression);
    }
    if (!BITS.contains(bits)) {
      throw new DamagedFileException(
          "is corrupt: expected a BMP of 1, 4, 8, 15, 16, 24 or 32 bits a pixel but found " + bits);
    }
    if (bits <= 8 && colours > 256) {
      throw new DamagedFileException(
          "is corrupt: expected a BMP palette of at most 256 colours but found %,d"
              .formatted(colours));
    }
  }
}
