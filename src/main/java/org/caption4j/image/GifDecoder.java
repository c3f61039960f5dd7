package org.caption4j.image;

import java.util.Arrays;

/**
 * Draws the first frame of a GIF on its screen, white wherever the frame is transparent or absent.
 *
 * <p>OpenCV's build reads no GIF, and the JDK's reader brings up AWT for it.
 */
final class GifDecoder {
  private static final int TRANSPARENCY = 0xf9;
  private static final int[] FIRST_ROW = {0, 4, 2, 1};
  private static final int[] ROW_STEP = {8, 8, 4, 2};

  /**
   * @param file a whole GIF
   * @param screen its size
   */
  Pixels decode(byte[] file, Size screen) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, true);
    String what = "the first frame of the GIF";
    int transparent = -1;
    long at = 13L + GifStructure.paletteBytes(bytes.u8(10, what));
    while (bytes.u8(at, what) != GifStructure.FRAME) {
      if (bytes.u8(at + 1, what) == TRANSPARENCY && (bytes.u8(at + 3, what) & 1) == 1) {
        transparent = bytes.u8(at + 6, what);
      }
      at = GifStructure.skipSubBlocks(bytes, at + 2);
    }
    int left = bytes.u16(at + 1, what);
    int top = bytes.u16(at + 3, what);
    int width = bytes.u16(at + 5, what);
    int height = bytes.u16(at + 7, what);
    int flags = bytes.u8(at + 9, what);
    int ownPalette = GifStructure.paletteBytes(flags);
    long palette = ownPalette > 0 ? at + 10 : 13L;
    int colours = (ownPalette > 0 ? ownPalette : GifStructure.paletteBytes(bytes.u8(10, what))) / 3;
    byte[] indices = GifLzw.decode(bytes, at + 10 + ownPalette, width * height);
    boolean interlaced = (flags & 0x40) != 0;

    byte[] rgb = new byte[(int) (3 * screen.pixels())];
    Arrays.fill(rgb, (byte) 255);
    int[] rows = rows(height, interlaced);
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i] & 0xff;
      if (index != transparent && index < colours) {
        long pixel = (top + rows[i / width]) * screen.width() + left + i % width;
        System.arraycopy(file, (int) palette + 3 * index, rgb, (int) (3 * pixel), 3);
      }
    }
    return new Pixels((int) screen.width(), (int) screen.height(), rgb);
  }

  /** The row of the frame that each stored row is. */
  private static int[] rows(int height, boolean interlaced) {
    int[] rows = new int[height];
    int stored = 0;
    for (int pass = 0; pass < 4; pass++) {
      int step = interlaced ? ROW_STEP[pass] : 1;
      for (int y = interlaced ? FIRST_ROW[pass] : 0; y < height && stored < height; y += step) {
        rows[stored++] = y;
      }
    }
    return rows;
  }
}
