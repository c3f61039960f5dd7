package org.caption4j.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** TIFF files of every kind, written by hand (TIFF 6.0; BigTIFF). */
final class TiffFiles {
  static final int WIDTH = 37;
  static final int HEIGHT = 21;

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean big;
  private int pages = 1;
  private int tile;
  private boolean planar;
  private boolean deflate;
  private int bits = 8;
  private int sampleFormat = 1;
  private double white = 255;
  private int colourModel = 2;
  private int samples = 3;
  private int predictor = 1;
  private final Map<Integer, int[]> others = new TreeMap<>();

  TiffFiles bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  TiffFiles big() {
    big = true;
    return this;
  }

  TiffFiles pages(int count) {
    pages = count;
    return this;
  }

  TiffFiles tiles(int side) {
    tile = side;
    return this;
  }

  TiffFiles planar() {
    planar = true;
    return this;
  }

  TiffFiles deflate(int newPredictor) {
    deflate = true;
    predictor = newPredictor;
    return this;
  }

  /** Whole numbers; signed ones are of format 2. */
  TiffFiles bits(int newBits, int format) {
    bits = newBits;
    sampleFormat = format;
    white = Math.pow(2, format == 2 ? newBits - 1 : newBits) - 1;
    return this;
  }

  TiffFiles floats(int newBits, double newWhite) {
    bits = newBits;
    sampleFormat = 3;
    white = newWhite;
    return this;
  }

  TiffFiles model(int photometric, int newSamples) {
    colourModel = photometric;
    samples = newSamples;
    return this;
  }

  TiffFiles tag(int tag, int... shorts) {
    others.put(tag, shorts);
    return this;
  }

  /** The share of white, 0 to 1, in eighths of 255 levels that every depth can tell. */
  private double level(int x, int y, int c) {
    if (x >= WIDTH || y >= HEIGHT) {
      return 0;
    }
    if (colourModel == 8) { // within what sRGB can show
      int[] lab = {100 + 3 * x, 10 + y, 246 - x / 2};
      return lab[c] % 256 / 255.0;
    }
    double share = (((x * 3 + y * 5 + c * 60) * (c + 1)) & 255) / 255.0;
    if (!others.containsKey(338) || others.get(338)[0] != 1) {
      return share;
    }
    double opacity = (128 + 5 * y) / 255.0;
    return c == samples - 1 ? opacity : share * opacity;
  }

  private byte[] block(int left, int top, int width, int height, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int y = top; y < top + height; y++) {
      long pending = 0;
      int held = 0;
      long[] before = new long[samples];
      for (int x = left; x < left + width; x++) {
        for (int c = from; c < to; c++) {
          long value = value(level(x, y, c));
          long written = value;
          if (predictor == 2 && x > left) {
            written = (value - before[c]) & ((1L << bits) - 1);
          }
          before[c] = value;
          if (bits >= 8 && bits % 8 == 0) {
            for (int k = 0; k < bits / 8; k++) {
              int shift = order == ByteOrder.BIG_ENDIAN ? bits - 8 - 8 * k : 8 * k;
              out.write((int) (written >> shift));
            }
          } else {
            pending = (pending << bits) | written;
            held += bits;
            while (held >= 8) {
              out.write((int) (pending >> (held - 8)));
              held -= 8;
            }
          }
        }
      }
      if (held > 0) {
        out.write((int) (pending << (8 - held)));
      }
    }
    byte[] plain = out.toByteArray();
    return deflate ? PngFiles.deflated(plain) : plain;
  }

  private long value(double level) {
    if (colourModel == 3) {
      return Math.round(level * 255) & ((1L << bits) - 1);
    }
    if (sampleFormat == 3) {
      return bits == 64
          ? Double.doubleToLongBits(level * white)
          : bits == 32
              ? Float.floatToIntBits((float) (level * white)) & 0xffffffffL
              : half((float) (level * white));
    }
    return Math.round(level * white);
  }

  /** IEEE 754 half precision of a number that is not tiny; smaller ones become 0. */
  private static int half(float value) {
    int single = Float.floatToIntBits(value);
    int exponent = ((single >> 23) & 255) - 127 + 15;
    return exponent <= 0 ? 0 : (exponent << 10) | ((single >> 13) & 0x3ff);
  }

  byte[] file() {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(order);
    out.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949));
    out.putShort((short) (big ? 43 : 42));
    if (big) {
      out.putShort((short) 8).putShort((short) 0);
    }
    int link = out.position();
    out.position(link + (big ? 8 : 4));
    for (int page = 0; page < pages; page++) {
      link = page(out, link);
    }
    byte[] file = new byte[out.position()];
    out.get(0, file);
    return file;
  }

  private int page(ByteBuffer out, int link) {
    List<byte[]> blocks = new ArrayList<>();
    int width = tile == 0 ? WIDTH : tile;
    int height = tile == 0 ? 8 : tile;
    for (int plane = 0; plane < (planar ? samples : 1); plane++) {
      int from = planar ? plane : 0;
      int to = planar ? plane + 1 : samples;
      for (int y = 0; y < HEIGHT; y += height) {
        for (int x = 0; x < WIDTH; x += width) {
          int rows = tile == 0 ? Math.min(height, HEIGHT - y) : height;
          blocks.add(block(x, y, width, rows, from, to));
        }
      }
    }
    int[] offsets = new int[blocks.size()];
    int[] counts = new int[blocks.size()];
    for (int k = 0; k < blocks.size(); k++) {
      offsets[k] = out.position();
      counts[k] = blocks.get(k).length;
      out.put(blocks.get(k));
    }
    Map<Integer, int[]> tags = new TreeMap<>(others);
    tags.put(256, new int[] {WIDTH});
    tags.put(257, new int[] {HEIGHT});
    tags.put(258, repeated(bits));
    tags.put(259, new int[] {deflate ? 8 : 1});
    tags.put(262, new int[] {colourModel});
    tags.put(277, new int[] {samples});
    tags.put(284, new int[] {planar ? 2 : 1});
    tags.put(339, repeated(sampleFormat));
    if (predictor != 1) {
      tags.put(317, new int[] {predictor});
    }
    if (tile == 0) {
      tags.put(278, new int[] {height});
      tags.put(273, offsets);
      tags.put(279, counts);
    } else {
      tags.put(322, new int[] {tile});
      tags.put(323, new int[] {tile});
      tags.put(324, offsets);
      tags.put(325, counts);
    }
    return directory(out, link, tags);
  }

  private int[] repeated(int value) {
    int[] values = new int[samples];
    Arrays.fill(values, value);
    return values;
  }

  private int directory(ByteBuffer out, int link, Map<Integer, int[]> tags) {
    Map<Integer, Integer> places = new TreeMap<>();
    tags.forEach(
        (tag, values) -> {
          if (bytes(tag, values) > (big ? 8 : 4)) {
            out.position(out.position() + (out.position() & 1));
            places.put(tag, out.position());
            put(out, tag, values);
          }
        });
    out.position(out.position() + (out.position() & 1));
    int start = out.position();
    if (big) {
      out.putLong(link, start).putLong(tags.size());
    } else {
      out.putInt(link, start).putShort((short) tags.size());
    }
    tags.forEach(
        (tag, values) -> {
          out.putShort((short) (int) tag).putShort((short) (isLong(tag) ? LONG : SHORT));
          if (big) {
            out.putLong(values.length);
          } else {
            out.putInt(values.length);
          }
          int field = out.position();
          if (!places.containsKey(tag)) {
            put(out, tag, values);
          } else if (big) {
            out.putLong(places.get(tag));
          } else {
            out.putInt(places.get(tag));
          }
          out.position(field + (big ? 8 : 4));
        });
    int next = out.position();
    out.position(next + (big ? 8 : 4));
    return next;
  }

  private static boolean isLong(int tag) {
    return tag == 273 || tag == 279 || tag == 324 || tag == 325;
  }

  private static int bytes(int tag, int[] values) {
    return values.length * (isLong(tag) ? 4 : 2);
  }

  private static void put(ByteBuffer out, int tag, int[] values) {
    for (int value : values) {
      if (isLong(tag)) {
        out.putInt(value);
      } else {
        out.putShort((short) value);
      }
    }
  }
}
