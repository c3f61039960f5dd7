package org.caption4j.image;

/**
 * JPEG (ITU-T T.81 annex B): segments, scans of entropy-coded data, end-of-image marker.
 *
 * <p>Bytes after the end of the image are let be: cameras put previews and maker notes there.
 */
final class JpegStructure implements Structure {
  static final int RST0 = 0xd0;
  static final int RST7 = 0xd7;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  private static final int TEM = 0x01;

  /** Programs write up to 14; each costs a decoder another walk over all of the picture. */
  private static final int MOST_SCANS = 100;

  /** Scans times pixels: some ten seconds of decoding. */
  private static final long MOST_SCANNED = 2_000_000_000L;

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    Size size = null;
    int scans = 0;
    JpegSegment segment = JpegSegment.first(bytes);
    while (!segment.isEnd()) {
      if (isFrameHeader(segment.marker())) {
        requireReadable(bytes, segment.at(), segment.marker());
        size =
            new Size(
                bytes.u16(segment.at() + 7, "the width"),
                bytes.u16(segment.at() + 5, "the height"));
      }
      long behind = segment.end();
      if (segment.isScan()) {
        if (size == null) {
          throw new DamagedFileException("is corrupt: a JPEG without a frame header");
        }
        requireFewScans(++scans, size);
        behind = nextMarker(bytes, behind);
        if (behind == file.length) {
          return new UnfinishedJpeg(file).mended(size);
        }
      }
      segment = JpegSegment.from(bytes, behind);
    }
    if (scans == 0) {
      throw new DamagedFileException("is corrupt: a JPEG without a picture in it");
    }
    return new CheckedFile(size, file);
  }

  /**
   * Whether the picture is of four inks as they are: where Adobe has left its mark they are
   * inverted, as OpenCV expects them.
   *
   * @param file a whole JPEG that {@link #check} has passed
   */
  static boolean isPlainCmyk(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    boolean inks = false;
    boolean adobe = false;
    JpegSegment segment = JpegSegment.first(bytes);
    for (; !segment.isScan(); segment = segment.next(bytes)) {
      inks |=
          isFrameHeader(segment.marker()) && bytes.u8(segment.at() + 9, "a JPEG frame header") == 4;
      adobe |= segment.marker() == 0xee && bytes.startsWith("Adobe", segment.content());
    }
    return inks && !adobe;
  }

  /** Whether a marker has no segment behind it. */
  static boolean isAlone(int marker) {
    return marker == TEM || (marker >= RST0 && marker <= RST7);
  }

  /** SOF0 to SOF15, among which DHT (c4), JPG (c8) and DAC (cc) are no frame headers. */
  static boolean isFrameHeader(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static void requireReadable(FileBytes bytes, long frame, int marker)
      throws DamagedFileException {
    String what = "a JPEG frame header";
    int bits = bytes.u8(frame + 4, what);
    int components = bytes.u8(frame + 9, what);
    String unread = null;
    if (marker == 0xc3 || marker == 0xcb) {
      unread = "lossless";
    } else if (marker > 0xc3 && marker != 0xc9 && marker != 0xca) {
      unread = "hierarchical";
    } else if (bits != 8) {
      unread = bits + " bits a sample";
    } else if (components != 1 && components != 3 && components != 4) {
      unread = components + " components";
    }
    if (unread != null) {
      throw new DamagedFileException(
          "is a kind of JPEG that is not read: %s; save it as an ordinary JPEG".formatted(unread));
    }
  }

  private static void requireFewScans(int scans, Size size) throws DamagedFileException {
    long most = Math.min(MOST_SCANS, Math.max(1, MOST_SCANNED / Math.max(1, size.pixels())));
    if (scans > most) {
      throw new DamagedFileException(
          "would take too long to decode: expected at most %,d scans in a JPEG of %dx%d but found more; save it anew"
              .formatted(most, size.width(), size.height()));
    }
  }

  /** The place of the next marker that is neither a stuffed zero nor a restart, or the end. */
  static int nextMarker(FileBytes bytes, long from) {
    byte[] array = bytes.array();
    for (int at = (int) from; at + 1 < array.length; at++) {
      if (array[at] == (byte) 0xff) {
        int next = array[at + 1] & 0xff;
        if (next != 0 && next != 0xff && (next < RST0 || next > RST7)) {
          return at;
        }
      }
    }
    return array.length;
  }
}
