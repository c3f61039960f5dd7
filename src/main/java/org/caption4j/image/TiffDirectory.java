package org.caption4j.image;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tags of a TIFF's first page (TIFF 6.0 section 2; also BigTIFF, with its wider numbers). */
final class TiffDirectory {
  static final int IMAGE_WIDTH = 256;
  static final int IMAGE_LENGTH = 257;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;
  static final int ICC_PROFILE = 34675;
  private static final int EXTRA_SAMPLES = 338;

  /** Bytes of a value by type, 0 where the type is not known. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final FileBytes bytes;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /** Where a tag's values lie: {@code count} of them, each of {@code size} bytes. */
  private record Entry(int size, long count, long at) {}

  TiffDirectory(byte[] file) throws DamagedFileException {
    bytes = new FileBytes(file, file.length > 0 && file[0] == 'I');
    String what = "the TIFF's directory";
    boolean big = bytes.u16(2, what) == 43;
    long at = big ? bytes.i64(8, what) : bytes.u32(4, what);
    long count = big ? bytes.i64(at, what) : bytes.u16(at, what);
    int entrySize = big ? 20 : 12;
    at += big ? 8 : 2;
    bytes.need(at, Math.multiplyHigh(count, entrySize) == 0 ? count * entrySize : -1, what);
    for (long i = 0; i < count; i++, at += entrySize) {
      int tag = bytes.u16(at, what);
      int type = bytes.u16(at + 2, what);
      int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
      long values = big ? bytes.i64(at + 4, what) : bytes.u32(at + 4, what);
      long valueAt = at + (big ? 12 : 8);
      if (values < 0 || values > file.length) {
        throw new DamagedFileException(
            "is corrupt: its TIFF tag %d claims %d values".formatted(tag, values));
      }
      if (size * values > (big ? 8 : 4)) {
        valueAt = big ? bytes.i64(valueAt, what) : bytes.u32(valueAt, what);
      }
      bytes.need(valueAt, size * values, "the values of TIFF tag %d".formatted(tag));
      entries.put(tag, new Entry(size, values, valueAt));
    }
  }

  /** Whether this is a BigTIFF. */
  boolean isBig() throws DamagedFileException {
    return bytes.u16(2, "the TIFF's directory") == 43;
  }

  /** A tag's value, or another where the tag is absent. */
  long value(int tag, long index, long absent) throws DamagedFileException {
    return count(tag) == 0 ? absent : value(tag, index);
  }

  /** How many values a tag has, 0 where it is absent. */
  long count(int tag) {
    Entry entry = entries.get(tag);
    return entry == null ? 0 : entry.count;
  }

  long value(int tag, long index) throws DamagedFileException {
    Entry entry = entries.get(tag);
    if (entry == null || index >= entry.count) {
      throw new DamagedFileException("is corrupt: a TIFF without tag %d".formatted(tag));
    }
    String what = "a TIFF tag";
    long at = entry.at + index * entry.size;
    return switch (entry.size) {
      case 1 -> bytes.u8(at, what);
      case 2 -> bytes.u16(at, what);
      case 4 -> bytes.u32(at, what);
      default -> bytes.i64(at, what);
    };
  }

  /** The bytes of a tag whose values are bytes. */
  Optional<byte[]> bytes(int tag) {
    Entry entry = entries.get(tag);
    return entry == null || entry.size != 1
        ? Optional.empty()
        : Optional.of(
            Arrays.copyOfRange(bytes.array(), (int) entry.at, (int) (entry.at + entry.count)));
  }

  /**
   * What the fourth channel is once OpenCV has decoded the picture: libtiff multiplies 8-bit
   * colours by their opacity where the file has not done so, and leaves deeper ones alone.
   */
  Alpha alpha(boolean eightBit) throws DamagedFileException {
    if (count(EXTRA_SAMPLES) == 0) {
      return Alpha.STRAIGHT; // against the rules, but OpenCV itself writes such files
    }
    return switch ((int) value(EXTRA_SAMPLES, 0)) {
      case 1 -> Alpha.PREMULTIPLIED;
      case 2 -> eightBit ? Alpha.PREMULTIPLIED : Alpha.STRAIGHT;
      default -> Alpha.NONE;
    };
  }

  /** Overwrites, in the file's own bytes, a one-value tag of 16 bits; does nothing to others. */
  void overwrite(int tag, int value) {
    Entry entry = entries.get(tag);
    if (entry != null && entry.count == 1 && entry.size == 2) {
      boolean little = bytes.littleEndian();
      bytes.array()[(int) entry.at] = (byte) (little ? value : value >> 8);
      bytes.array()[(int) entry.at + 1] = (byte) (little ? value >> 8 : value);
    }
  }
}
