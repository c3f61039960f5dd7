package org.caption4j.image;

/** JPEG XL (ISO 18181): a codestream that begins with the size, alone or in boxes. */
final class JpegXlStructure implements Structure {
  private static final String WHAT = "the JPEG XL header";

  /** Sides as fractions of the height, by number; 0 says the width itself. */
  private static final int[][] RATIOS = {
    {0, 1}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}
  };

  private static final int[] SIZE_BITS = {9, 13, 18, 30};

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    long at = bytes.u16(0, WHAT) == 0xff0a ? 0 : codestream(bytes);
    if (bytes.u16(at, WHAT) != 0xff0a) {
      throw new DamagedFileException("is corrupt: expected a JPEG XL codestream at byte " + at);
    }
    Bits bits = new Bits(bytes, at + 2);
    boolean small = bits.next(1) == 1;
    long height = side(bits, small);
    int ratio = (int) bits.next(3);
    long width = ratio == 0 ? side(bits, small) : height * RATIOS[ratio][0] / RATIOS[ratio][1];
    return new CheckedFile(new Size(width, height), file);
  }

  private static long side(Bits bits, boolean small) throws DamagedFileException {
    return small ? 8 * (bits.next(5) + 1) : bits.next(SIZE_BITS[(int) bits.next(2)]) + 1;
  }

  private static long codestream(FileBytes bytes) throws DamagedFileException {
    for (long at = 0; ; ) {
      IsoBox box = IsoBox.at(bytes, at, at, WHAT); // without a length: the last, or none
      if (box.type().equals("jxlc")) {
        return box.content();
      }
      if (box.type().equals("jxlp")) {
        return box.content() + 4;
      }
      if (box.isTooShort()) {
        throw new DamagedFileException("is corrupt: a JPEG XL without a codestream");
      }
      at = box.end();
    }
  }

  /** Bits, the lowest of each byte first. */
  private static final class Bits {
    private final FileBytes bytes;
    private long at;
    private int bit;

    Bits(FileBytes bytes, long at) {
      this.bytes = bytes;
      this.at = at;
    }

    long next(int count) throws DamagedFileException {
      long value = 0;
      for (int k = 0; k < count; k++) {
        value |= (long) ((bytes.u8(at, WHAT) >> bit) & 1) << k;
        if (++bit == 8) {
          bit = 0;
          at++;
        }
      }
      return value;
    }
  }
}
