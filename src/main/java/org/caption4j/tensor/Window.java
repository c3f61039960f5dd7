package org.caption4j.tensor;

/**
 * How a kernel slides over a picture: sizes, strides, padding and dilation in pixels, height first.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows between neighbouring places
 * @param strideWidth columns between neighbouring places
 * @param padHeight rows added above and below; ignored where {@code same}
 * @param padWidth columns added left and right; ignored where {@code same}
 * @param dilationHeight rows between neighbouring kernel rows, 1 for none skipped
 * @param dilationWidth columns between neighbouring kernel columns, 1 for none skipped
 * @param same pad so that the output has {@code ceil(input / stride)} rows and columns; the odd row
 *     or column goes below or right
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padHeight,
    int padWidth,
    int dilationHeight,
    int dilationWidth,
    boolean same) {

  /** Returns a square window without dilation. */
  public static Window square(int kernel, int stride, int pad) {
    return new Window(kernel, kernel, stride, stride, pad, pad, 1, 1, false);
  }

  /** Returns the 1x1 window that looks at every pixel by itself. */
  public static Window pixel() {
    return square(1, 1, 0);
  }

  /** Returns whether every pixel is looked at by itself. */
  public boolean isPixel() {
    return kernelHeight * kernelWidth == 1
        && strideHeight * strideWidth == 1
        && (same || padHeight + padWidth == 0);
  }

  /** Returns a window that covers a whole picture at once. */
  public static Window covering(long height, long width) {
    return new Window((int) height, (int) width, 1, 1, 0, 0, 1, 1, false);
  }

  /** Returns whether pixels are left out between those that the kernel reads. */
  boolean isDilated() {
    return dilationHeight > 1 || dilationWidth > 1;
  }

  /** Returns the window of a kernel that has zeros for the pixels that this one leaves out. */
  Window spread() {
    return new Window(
        (kernelHeight - 1) * dilationHeight + 1,
        (kernelWidth - 1) * dilationWidth + 1,
        strideHeight,
        strideWidth,
        padHeight,
        padWidth,
        1,
        1,
        same);
  }

  /** Returns the rows that come out where {@code height} rows go in; 0 or less if too few go in. */
  public long outputHeight(long height) {
    return output(height, kernelHeight, strideHeight, padHeight, dilationHeight);
  }

  /** Returns the columns that come out where {@code width} columns go in. */
  public long outputWidth(long width) {
    return output(width, kernelWidth, strideWidth, padWidth, dilationWidth);
  }

  /** Returns the rows of padding above a picture of this height. */
  public int padTop(long height) {
    return same ? before(height, kernelHeight, strideHeight, dilationHeight) : padHeight;
  }

  /** Returns the columns of padding left of a picture of this width. */
  public int padLeft(long width) {
    return same ? before(width, kernelWidth, strideWidth, dilationWidth) : padWidth;
  }

  /** Half of what the last place lacks; the odd row or column goes below or right. */
  private static int before(long size, int kernel, int stride, int dilation) {
    long last = (size + stride - 1) / stride - 1;
    return (int) Math.max(0, last * stride + (kernel - 1L) * dilation + 1 - size) / 2;
  }

  private long output(long size, int kernel, int stride, int pad, int dilation) {
    if (same) {
      return (size + stride - 1) / stride;
    }
    int reach = (kernel - 1) * dilation + 1;
    return Math.floorDiv(size + 2L * pad - reach, stride) + 1;
  }
}
