package org.caption4j.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file's bytes as unsigned numbers, every access checked against the end.
 *
 * @param array the whole file
 * @param littleEndian whether numbers have their lowest byte first
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record FileBytes(byte[] array, boolean littleEndian) {

  int length() {
    return array.length;
  }

  /** Fails unless {@code count} bytes lie at {@code at}; {@code what} names them in the message. */
  void need(long at, long count, String what) throws DamagedFileException {
    if (at < 0 || count < 0 || at > array.length - count) {
      throw DamagedFileException.truncated(what, at, array.length);
    }
  }

  int u8(long at, String what) throws DamagedFileException {
    need(at, 1, what);
    return array[(int) at] & 0xff;
  }

  int u16(long at, String what) throws DamagedFileException {
    int first = u8(at, what);
    int second = u8(at + 1, what);
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  int i32(long at, String what) throws DamagedFileException {
    int first = u16(at, what);
    int second = u16(at + 2, what);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  long u32(long at, String what) throws DamagedFileException {
    return Integer.toUnsignedLong(i32(at, what));
  }

  /** A 64-bit number; those of 2^63 and more come out negative, which {@link #need} refuses. */
  long i64(long at, String what) throws DamagedFileException {
    long first = u32(at, what);
    long second = u32(at + 4, what);
    return littleEndian ? second << 32 | first : first << 32 | second;
  }

  /** The four characters that name a chunk. */
  String tag(long at, String what) throws DamagedFileException {
    need(at, 4, what);
    return new String(array, (int) at, 4, StandardCharsets.ISO_8859_1);
  }

  boolean startsWith(String latin1, int at) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return at + expected.length <= array.length
        && Arrays.equals(array, at, at + expected.length, expected, 0, expected.length);
  }
}
