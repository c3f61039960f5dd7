package org.caption4j.image;

import java.io.ByteArrayOutputStream;

/** The bits of a JPEG's entropy-coded data; the zero that is stuffed behind each 0xff is none. */
final class JpegBits {
  private final byte[] file;
  private final int end;
  private int at;
  private int bit;

  /**
   * @param at where the data begins
   * @param end where the file ends
   */
  JpegBits(byte[] file, int at, int end) {
    this.file = file;
    this.at = at;
    this.end = end;
  }

  /** Returns 0 or 1, or -1 where there are no more. */
  int next() {
    if (at >= end || isMarker()) {
      return -1;
    }
    int value = (file[at] >> (7 - bit)) & 1;
    if (++bit == 8) {
      advance();
    }
    return value;
  }

  private boolean isMarker() {
    return file[at] == (byte) 0xff && (at + 1 >= end || file[at + 1] != 0);
  }

  private void advance() {
    at += file[at] == (byte) 0xff ? 2 : 1;
    bit = 0;
  }

  /** Passes over bits; returns false where there are fewer. */
  boolean skip(int count) {
    for (int k = 0; k < count; k++) {
      if (next() < 0) {
        return false;
      }
    }
    return true;
  }

  /** Passes over a restart marker and the padding before it; returns false where there is none. */
  boolean restart() {
    if (bit > 0) {
      advance();
    }
    boolean found =
        at + 1 < end
            && file[at] == (byte) 0xff
            && (file[at + 1] & 0xff) >= JpegStructure.RST0
            && (file[at + 1] & 0xff) <= JpegStructure.RST7;
    if (found) {
      at += 2;
    }
    return found;
  }

  /**
   * A place between two bits.
   *
   * @param at the byte that the next bit is in
   * @param bit how many of that byte's bits come before it
   */
  record Place(int at, int bit) {}

  Place place() {
    return new Place(at, bit);
  }

  /** Goes on with a file behind some of its bits. */
  static final class Writer {
    private final ByteArrayOutputStream out;
    private int pending;
    private int bits;

    /**
     * @param end of what is kept of the file
     */
    Writer(byte[] file, Place end) {
      this.out = new ByteArrayOutputStream(end.at + 1024);
      out.write(file, 0, end.at);
      this.bits = end.bit;
      this.pending = bits == 0 ? 0 : (file[end.at] & 0xff) >> (8 - bits);
    }

    void write(int value, int count) {
      for (int k = count - 1; k >= 0; k--) {
        pending = (pending << 1) | ((value >> k) & 1);
        if (++bits == 8) {
          out.write(pending);
          if (pending == 0xff) {
            out.write(0);
          }
          pending = 0;
          bits = 0;
        }
      }
    }

    /** Pads the last byte with ones, as the standard has it. */
    void marker(int marker) {
      while (bits != 0) {
        write(1, 1);
      }
      out.write(0xff);
      out.write(marker);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
