package org.caption4j.image;

/**
 * A segment before, or between, the scans of a JPEG whose structure has been checked up to there.
 * Fill bytes and markers without a segment are passed over.
 *
 * @param marker the second byte of its marker
 * @param at where its marker begins
 * @param length of the segment behind the marker, at least 2
 */
record JpegSegment(int marker, long at, int length) {
  private static final String WHAT = "a JPEG segment";

  /** The first segment from a place on. */
  static JpegSegment from(FileBytes bytes, long from) throws DamagedFileException {
    long at = from;
    while (true) {
      int marker = bytes.u8(at + 1, WHAT);
      if (marker == 0xff) {
        at++;
      } else if (JpegStructure.isAlone(marker)) {
        at += 2;
      } else {
        return new JpegSegment(marker, at, Math.max(2, bytes.u16(at + 2, WHAT)));
      }
    }
  }

  /** The first segment of a file. */
  static JpegSegment first(FileBytes bytes) throws DamagedFileException {
    return from(bytes, 2);
  }

  /** The segment behind this one. */
  JpegSegment next(FileBytes bytes) throws DamagedFileException {
    return from(bytes, end());
  }

  /** Where it ends. */
  long end() {
    return at + 2 + length;
  }
}
