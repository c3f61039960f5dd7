package org.caption4j.image;

/**
 * What a file's header says of its picture, before orientation; not to be believed to fit anything
 * until checked against the {@link Limits}.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record Size(long width, long height) {

  /** Clips what a side cannot be. */
  public Size {
    // A header can claim anything; what a side cannot be is clipped so that the product is exact.
    width = Math.min(width, 1L << 31);
    height = Math.min(height, 1L << 31);
  }

  /** Returns width x height. */
  public long pixels() {
    return width * height;
  }

  /**
   * By how much the sides may be shortened for a picture of which something of {@code side} pixels
   * is made: the largest of 8, 4 and 2 that leaves half as much again, or 1.
   */
  int reduction(int side) {
    for (int reduction = 8; reduction > 1; reduction /= 2) {
      if (Math.min(width, height) >= 1.5 * side * reduction) {
        return reduction;
      }
    }
    return 1;
  }

  void requirePositive() throws DamagedFileException {
    if (width < 1 || height < 1) {
      throw new DamagedFileException(
          "is corrupt: expected a picture of at least 1x1 pixels but its header says %dx%d"
              .formatted(width, height));
    }
  }
}
