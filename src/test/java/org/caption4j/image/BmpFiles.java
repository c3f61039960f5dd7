package org.caption4j.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP files of every kind of header, written by hand. */
final class BmpFiles {
  private BmpFiles() {}

  /** The colour of palette entry {@code k} of {@code n}, 0xRRGGBB. */
  private static int colour(int k, int n) {
    int level = 255 * k / Math.max(1, n - 1);
    return (level << 16) | ((255 - level) << 8) | ((level * 7) & 255);
  }

  /**
   * An uncompressed BMP.
   *
   * @param header bytes: 12, 40, 52, 56, 64, 108 or 124
   * @param bits a pixel
   * @param masks of red, green, blue and alpha for bit fields; none for the usual layouts
   */
  static byte[] plain(int header, int bits, int width, int height, int... masks) {
    int rowBytes = (width * bits + 31) / 32 * 4;
    int rows = Math.abs(height);
    byte[] pixels = new byte[rowBytes * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < width; x++) {
        long value = value(bits, x, y, masks);
        int bit = x * bits;
        int at = rowBytes * y + bit / 8;
        if (bits < 8) {
          pixels[at] |= (byte) (value << (8 - bits - bit % 8));
        } else {
          for (int k = 0; k < bits / 8; k++) {
            pixels[at + k] = (byte) (value >> (8 * k));
          }
        }
      }
    }
    return file(header, bits, width, height, masks.length == 0 ? 0 : 3, pixels, masks);
  }

  private static long value(int bits, int x, int y, int[] masks) {
    if (bits <= 8) {
      return (x * 5L + y * 3L) % (1L << bits);
    }
    int[] levels = {(x * 11) & 255, (y * 17) & 255, ((x + y) * 6) & 255, 255};
    if (masks.length == 0) {
      return bits == 16
          ? ((long) (levels[0] >> 3) << 10) | ((long) (levels[1] >> 3) << 5) | (levels[2] >> 3)
          : ((long) levels[0] << 16) | ((long) levels[1] << 8) | levels[2];
    }
    long value = 0;
    for (int c = 0; c < masks.length; c++) {
      long mask = Integer.toUnsignedLong(masks[c]);
      if (mask != 0) {
        int shift = Long.numberOfTrailingZeros(mask);
        value |= (levels[c] * (mask >> shift) / 255) << shift;
      }
    }
    return value;
  }

  /** Runs of 1 to 7 equal pixels, and stretches of pixels as they are. */
  static byte[] runLengths(int bits, int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; ) {
        int count = Math.min(1 + (x + y) % 7, width - x);
        int value = (x * 5 + y * 3) % (1 << bits);
        if (y % 2 == 0 || count < 3) {
          out.write(count);
          out.write(bits == 4 ? (value << 4) | value : value);
        } else {
          out.write(0);
          out.write(count);
          int bytes = bits == 4 ? (count + 1) / 2 : count;
          for (int k = 0; k < bytes; k++) {
            out.write(bits == 4 ? (value << 4) | ((value + 1) & 15) : (value + k) & 255);
          }
          if (bytes % 2 == 1) {
            out.write(0);
          }
        }
        x += count;
      }
      out.write(0);
      out.write(y == height - 1 ? 1 : 0);
    }
    return file(40, bits, width, height, bits == 4 ? 2 : 1, out.toByteArray());
  }

  private static byte[] file(
      int header, int bits, int width, int height, int compression, byte[] pixels, int... masks) {
    int colours = bits <= 8 ? 1 << bits : 0;
    boolean core = header == 12;
    int outside = compression == 3 && header == 40 ? 4 * masks.length : 0;
    int start = 14 + header + outside + colours * (core ? 3 : 4);
    ByteBuffer out = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'B').put((byte) 'M').putInt(out.capacity()).putInt(0).putInt(start);
    out.putInt(header);
    if (core) {
      out.putShort((short) width).putShort((short) height).putShort((short) 1);
      out.putShort((short) bits);
    } else {
      out.putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
      out.putInt(compression).putInt(pixels.length).putInt(2835).putInt(2835);
      out.putInt(colours).putInt(0);
    }
    for (int k = 0; k < masks.length && header != 64; k++) {
      out.putInt(masks[k]);
    }
    if (header >= 108) {
      out.putInt(14 + 56, 0x73524742); // sRGB
    }
    out.position(14 + header + outside);
    for (int k = 0; k < colours; k++) {
      int colour = colour(k, colours);
      out.put((byte) colour).put((byte) (colour >> 8)).put((byte) (colour >> 16));
      if (!core) {
        out.put((byte) 0);
      }
    }
    return out.put(pixels).array();
  }
}
