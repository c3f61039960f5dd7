package org.caption4j.image;

/**
 * A segment before, or between, the scans of a JPEG. Fill bytes and markers without a segment are
 * passed over; the end-of-image marker is a segment of no bytes.
 *
 * @param marker the second byte of its marker
 * @param at where its marker begins
 * @param length of the segment behind the marker: its own two bytes of length, and what it holds
 */
public record JpegSegment(int marker, long at, int length) {
  private static final String MARKER = "a JPEG marker";

  /**
   * Returns the first segment from a place on.
   *
   * @throws DamagedFileException if there is no marker, or the file ends before the segment does
   */
  public static JpegSegment from(PhotoBytes bytes, long from) throws DamagedFileException {
    long at = from;
    while (true) {
      if (bytes.u8(at, MARKER) != 0xff) {
        throw new DamagedFileException(
            "is corrupt: expected a JPEG marker at byte %,d but found 0x%02x"
                .formatted(at, bytes.u8(at, MARKER)));
      }
      int marker = bytes.u8(at + 1, MARKER);
      if (marker == 0xff) {
        at++;
      } else if (JpegStructure.isAlone(marker)) {
        at += 2;
      } else if (marker == JpegStructure.EOI) {
        return new JpegSegment(marker, at, 0);
      } else {
        int length = bytes.u16(at + 2, "a JPEG segment");
        bytes.need(at + 2, length, "a JPEG segment of %,d bytes".formatted(length));
        return new JpegSegment(marker, at, Math.max(2, length));
      }
    }
  }

  /**
   * Returns the first segment of a file.
   *
   * @throws DamagedFileException as {@link #from} does
   */
  public static JpegSegment first(PhotoBytes bytes) throws DamagedFileException {
    return from(bytes, 2);
  }

  /**
   * Returns the segment behind this one.
   *
   * @throws DamagedFileException as {@link #from} does
   */
  public JpegSegment next(PhotoBytes bytes) throws DamagedFileException {
    return from(bytes, end());
  }

  /** Returns whether entropy-coded data follows. */
  public boolean isScan() {
    return marker == JpegStructure.SOS;
  }

  /** Returns whether this is the end of the image. */
  public boolean isEnd() {
    return marker == JpegStructure.EOI;
  }

  /** Returns where what it holds begins. */
  public long content() {
    return at + 4;
  }

  /** Returns where it ends. */
  public long end() {
    return at + 2 + length;
  }
}
