package org.caption4j.image;

/**
 * JPEG (ITU-T T.81 annex B): segments, scans of entropy-coded data, end-of-image marker.
 *
 * <p>Bytes after the end of the image are let be: cameras put previews and maker notes there.
 */
final class JpegStructure implements Structure {
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int TEM = 0x01;

  @Override
  public Size check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    Size size = null;
    boolean scanned = false;
    long at = 2;
    while (true) {
      if (bytes.u8(at, "a JPEG marker") != 0xff) {
        throw new DamagedFileException(
            "is corrupt: expected a JPEG marker at byte %,d but found 0x%02x"
                .formatted(at, bytes.u8(at, "a JPEG marker")));
      }
      int marker = bytes.u8(at + 1, "a JPEG marker");
      if (marker == 0xff) { // fill byte
        at++;
      } else if (marker == EOI) {
        break;
      } else if (marker == TEM || (marker >= RST0 && marker <= RST7)) {
        at += 2;
      } else {
        int length = bytes.u16(at + 2, "a JPEG segment");
        bytes.need(at + 2, length, "a JPEG segment of %,d bytes".formatted(length));
        if (isFrameHeader(marker)) {
          size = new Size(bytes.u16(at + 7, "the width"), bytes.u16(at + 5, "the height"));
        }
        at += 2 + Math.max(2, length);
        if (marker == SOS) {
          at = skipEntropyCoded(bytes, at);
          scanned = true;
        }
      }
    }
    if (size == null || !scanned) {
      throw new DamagedFileException("is corrupt: a JPEG without a picture in it");
    }
    return size;
  }

  /** SOF0 to SOF15, among which DHT (c4), JPG (c8) and DAC (cc) are no frame headers. */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** The place of the next marker that is neither a stuffed zero nor a restart. */
  private static long skipEntropyCoded(FileBytes bytes, long from) throws DamagedFileException {
    byte[] array = bytes.array();
    for (int at = (int) from; at + 1 < array.length; at++) {
      if (array[at] == (byte) 0xff) {
        int next = array[at + 1] & 0xff;
        if (next != 0 && next != 0xff && (next < RST0 || next > RST7)) {
          return at;
        }
      }
    }
    throw DamagedFileException.truncated(
        "the end-of-image marker of the JPEG", array.length, array.length);
  }
}
