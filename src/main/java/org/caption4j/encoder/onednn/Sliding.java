package org.caption4j.encoder.onednn;

import org.caption4j.tensor.Window;

/**
 * A window in oneDNN's words, height first.
 *
 * @param strides between neighbouring places
 * @param dilation pixels that are left out between those that the kernel reads
 * @param before padding above and left
 * @param after padding below and right; negative where the last pixels are not read
 */
record Sliding(long[] strides, long[] dilation, long[] before, long[] after) {
  /**
   * @param window how a kernel slides
   * @param in {n, c, h, w}
   */
  static Sliding of(Window window, long[] in) {
    long top = window.padTop(in[2]);
    long left = window.padLeft(in[3]);
    long height =
        (window.outputHeight(in[2]) - 1) * window.strideHeight()
            + (window.kernelHeight() - 1L) * window.dilationHeight()
            + 1;
    long width =
        (window.outputWidth(in[3]) - 1) * window.strideWidth()
            + (window.kernelWidth() - 1L) * window.dilationWidth()
            + 1;
    return new Sliding(
        new long[] {window.strideHeight(), window.strideWidth()},
        new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1},
        new long[] {top, left},
        new long[] {height - in[2] - top, width - in[3] - left});
  }
}
