package org.caption4j.image;

/**
 * How large a photo may be; what is larger is refused before memory is taken for it.
 *
 * @param bytes the largest file, in bytes
 * @param pixels the largest width x height
 */
public record Limits(long bytes, long pixels) {
  /** 200 MiB of file, 100 million pixels. */
  public static final Limits DEFAULT = new Limits(200L << 20, 100_000_000L);

  /** The most pixels whose RGB bytes one Java array can hold. */
  public static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  /** The most bytes that one Java array can hold. */
  public static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /**
   * Checks that the limits can be kept.
   *
   * @throws IllegalArgumentException if a limit is not positive or more than a Java array holds
   */
  public Limits {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected a limit of 1 to %d bytes but found %d".formatted(MOST_BYTES, bytes));
    }
    if (pixels < 1 || pixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "expected a limit of 1 to %d pixels but found %d".formatted(MOST_PIXELS, pixels));
    }
  }
}
