package org.caption4j.image;

/** GIF's Lempel-Ziv-Welch codes (GIF89a appendix F): codes of up to 12 bits, lowest bit first. */
final class GifLzw {
  private static final int MOST_CODES = 4096;

  private final FileBytes bytes;
  private long at;
  private int left;
  private int bits;
  private int bitCount;

  private GifLzw(FileBytes bytes, long at) {
    this.bytes = bytes;
    this.at = at;
  }

  /**
   * Decodes the colours of one frame.
   *
   * @param at the place of the byte that says how many bits a colour has
   * @return {@code count} palette indices
   */
  static byte[] decode(FileBytes bytes, long at, int count) throws DamagedFileException {
    int colourBits = bytes.u8(at, "the pixels of the GIF");
    if (colourBits < 1 || colourBits > 8) {
      throw new DamagedFileException(
          "is corrupt: expected 1 to 8 bits a GIF colour but found " + colourBits);
    }
    return new GifLzw(bytes, at + 1).indices(colourBits, count);
  }

  private byte[] indices(int colourBits, int count) throws DamagedFileException {
    int clear = 1 << colourBits;
    int[] prefix = new int[MOST_CODES];
    byte[] suffix = new byte[MOST_CODES];
    int[] lengths = new int[MOST_CODES];
    for (int i = 0; i < clear; i++) {
      suffix[i] = (byte) i;
      lengths[i] = 1;
    }
    byte[] indices = new byte[count];
    int filled = 0;
    int next = clear + 2;
    int width = colourBits + 1;
    int previous = -1;
    while (filled < count) {
      int code = code(width);
      if (code == clear) {
        next = clear + 2;
        width = colourBits + 1;
        previous = -1;
        continue;
      }
      boolean known = code < clear || (code > clear + 1 && code < next);
      boolean repeats = code == next && previous >= 0 && next < MOST_CODES;
      if (!known && !repeats) {
        throw wrong("code %d after %,d of %,d pixels".formatted(code, filled, count));
      }
      if (previous >= 0 && next < MOST_CODES) {
        prefix[next] = previous;
        lengths[next] = lengths[previous] + 1;
        // The code being defined may be the code being read: it then ends as it begins.
        suffix[next] = first(repeats ? previous : code, prefix, suffix, clear);
        next++;
        if (next == 1 << width && width < 12) {
          width++;
        }
      }
      int end = filled + lengths[code];
      int from = code;
      for (int i = end - 1; i >= filled; i--) {
        if (i < count) {
          indices[i] = suffix[from];
        }
        from = prefix[from];
      }
      filled = end;
      previous = code;
    }
    return indices;
  }

  private static byte first(int code, int[] prefix, byte[] suffix, int clear) {
    int at = code;
    while (at >= clear) {
      at = prefix[at];
    }
    return suffix[at];
  }

  private int code(int width) throws DamagedFileException {
    while (bitCount < width) {
      if (left == 0) {
        left = bytes.u8(at++, "the pixels of the GIF");
        if (left == 0) {
          throw wrong("the end of the pixels too early");
        }
      }
      bits |= bytes.u8(at++, "the pixels of the GIF") << bitCount;
      bitCount += 8;
      left--;
    }
    int code = bits & ((1 << width) - 1);
    bits >>>= width;
    bitCount -= width;
    return code;
  }

  private static DamagedFileException wrong(String found) {
    return new DamagedFileException("is corrupt: among the pixels of the GIF is " + found);
  }
}
