package org.caption4j.image;

import java.nio.charset.StandardCharsets;

/** A photo file's bytes as unsigned numbers, every access checked against the end. */
public interface PhotoBytes {
  /** Returns how many bytes the file has. */
  long length();

  /** Returns whether numbers have their lowest byte first. */
  boolean littleEndian();

  /**
   * Returns an unsigned byte.
   *
   * @param at its place
   * @param what names it in the message
   * @throws DamagedFileException if the file ends before it
   */
  int u8(long at, String what) throws DamagedFileException;

  /**
   * Returns a copy of some bytes.
   *
   * @param at where they begin
   * @param count how many
   * @param what names them in the message
   * @throws DamagedFileException if the file ends before they do
   */
  byte[] bytes(long at, int count, String what) throws DamagedFileException;

  /**
   * Fails unless {@code count} bytes lie at {@code at}; {@code what} names them in the message.
   *
   * @throws DamagedFileException if the file ends before they do
   */
  default void need(long at, long count, String what) throws DamagedFileException {
    if (at < 0 || count < 0 || at > length() - count) {
      throw DamagedFileException.truncated(what, at, length());
    }
  }

  /** Returns a 16-bit number. */
  default int u16(long at, String what) throws DamagedFileException {
    int first = u8(at, what);
    int second = u8(at + 1, what);
    return littleEndian() ? second << 8 | first : first << 8 | second;
  }

  /** Returns a 32-bit number with a sign. */
  default int i32(long at, String what) throws DamagedFileException {
    int first = u16(at, what);
    int second = u16(at + 2, what);
    return littleEndian() ? second << 16 | first : first << 16 | second;
  }

  /** Returns a 32-bit number. */
  default long u32(long at, String what) throws DamagedFileException {
    return Integer.toUnsignedLong(i32(at, what));
  }

  /**
   * Returns a 64-bit number; those of 2^63 and more come out negative, which {@link #need} refuses.
   */
  default long i64(long at, String what) throws DamagedFileException {
    long first = u32(at, what);
    long second = u32(at + 4, what);
    return littleEndian() ? second << 32 | first : first << 32 | second;
  }

  /** Returns the four characters that name a chunk. */
  default String tag(long at, String what) throws DamagedFileException {
    return new String(bytes(at, 4, what), StandardCharsets.ISO_8859_1);
  }

  /** Returns whether a text in Latin-1 stands at a place. */
  default boolean startsWith(String latin1, long at) throws DamagedFileException {
    return at + latin1.length() <= length()
        && new String(bytes(at, latin1.length(), latin1), StandardCharsets.ISO_8859_1)
            .equals(latin1);
  }
}
