package org.caption4j.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file that is all in memory.
 *
 * @param array the whole file
 * @param littleEndian whether numbers have their lowest byte first
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record FileBytes(byte[] array, boolean littleEndian) implements PhotoBytes {

  @Override
  public long length() {
    return array.length;
  }

  @Override
  public int u8(long at, String what) throws DamagedFileException {
    need(at, 1, what);
    return array[(int) at] & 0xff;
  }

  @Override
  public byte[] bytes(long at, int count, String what) throws DamagedFileException {
    need(at, count, what);
    return Arrays.copyOfRange(array, (int) at, (int) at + count);
  }

  @Override
  public boolean startsWith(String latin1, long at) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    int from = (int) at;
    return at + expected.length <= array.length
        && Arrays.equals(array, from, from + expected.length, expected, 0, expected.length);
  }
}
