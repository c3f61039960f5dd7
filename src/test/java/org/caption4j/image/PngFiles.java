package org.caption4j.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** PNG files of every colour type and depth, written by hand. */
final class PngFiles {
  private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

  /** Adam7's passes: first column and row, steps. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private PngFiles() {}

  static byte[] file(
      int type, int bits, boolean interlaced, byte[] transparency, int width, int height) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    if (interlaced) {
      for (int[] pass : PASSES) {
        rows(rows, type, bits, width, height, pass);
      }
    } else {
      rows(rows, type, bits, width, height, new int[] {0, 0, 1, 1});
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(
        ExampleFiles.pngChunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) type)
                .putShort((short) 0)
                .put((byte) (interlaced ? 1 : 0))
                .array()));
    if (type == 3) {
      byte[] palette = new byte[3 << bits];
      for (int k = 0; k < palette.length; k++) {
        palette[k] = (byte) (k * 37 + k / 3 * 11);
      }
      out.writeBytes(ExampleFiles.pngChunk("PLTE", palette));
    }
    if (transparency.length > 0) {
      out.writeBytes(ExampleFiles.pngChunk("tRNS", transparency));
    }
    out.writeBytes(ExampleFiles.pngChunk("IDAT", deflated(rows.toByteArray())));
    out.writeBytes(ExampleFiles.pngChunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static void rows(
      ByteArrayOutputStream out, int type, int bits, int width, int height, int[] pass) {
    if (pass[0] >= width) {
      return;
    }
    for (int y = pass[1]; y < height; y += pass[3]) {
      out.write(0); // no filter
      int pending = 0;
      int held = 0;
      for (int x = pass[0]; x < width; x += pass[2]) {
        for (int c = 0; c < CHANNELS[type]; c++) {
          int sample = sample(x, y, c, bits);
          if (bits == 16) {
            out.write(sample >> 8);
            out.write(sample);
          } else {
            pending = (pending << bits) | sample;
            held += bits;
            if (held == 8) {
              out.write(pending);
              pending = 0;
              held = 0;
            }
          }
        }
      }
      if (held > 0) {
        out.write(pending << (8 - held));
      }
    }
  }

  private static int sample(int x, int y, int c, int bits) {
    int wide = (x * 2001 + y * 1203 * (c + 1) + c * 9000) & 0xffff;
    return wide >> (16 - bits);
  }

  static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return out.toByteArray();
  }
}
