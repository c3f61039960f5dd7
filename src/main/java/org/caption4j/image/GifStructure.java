package org.caption4j.image;

/** GIF89a: screen, then extensions and frames of sub-blocks, then the trailer byte. */
final class GifStructure implements Structure {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    String what = "the GIF header";
    Size size = new Size(bytes.u16(6, what), bytes.u16(8, what));
    boolean framed = false;
    long at = 13L + paletteBytes(bytes.u8(10, what));
    while (true) {
      int block = bytes.u8(at, "a block of the GIF or its end");
      if (block == TRAILER) {
        break;
      } else if (block == EXTENSION) {
        at = skipSubBlocks(bytes, at + 2);
      } else if (block == FRAME) {
        if (!framed) {
          size = screen(bytes, at, size);
        }
        framed = true;
        at = skipSubBlocks(bytes, at + 11 + paletteBytes(bytes.u8(at + 9, "a GIF frame")));
      } else {
        throw new DamagedFileException(
            "is corrupt: expected a GIF block at byte %,d but found 0x%02x".formatted(at, block));
      }
    }
    if (!framed) {
      throw new DamagedFileException("is corrupt: a GIF without a picture in it");
    }
    return new CheckedFile(size, file);
  }

  /** The screen, grown where the first frame leaves it, as browsers do. */
  private static Size screen(FileBytes bytes, long frame, Size screen) throws DamagedFileException {
    String what = "a GIF frame";
    return new Size(
        Math.max(screen.width(), bytes.u16(frame + 1, what) + bytes.u16(frame + 5, what)),
        Math.max(screen.height(), bytes.u16(frame + 3, what) + bytes.u16(frame + 7, what)));
  }

  private static int paletteBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long skipSubBlocks(FileBytes bytes, long from) throws DamagedFileException {
    long at = from;
    int length = bytes.u8(at, "a sub-block of the GIF");
    while (length > 0) {
      at += 1 + length;
      length = bytes.u8(at, "a sub-block of the GIF");
    }
    return at + 1;
  }
}
