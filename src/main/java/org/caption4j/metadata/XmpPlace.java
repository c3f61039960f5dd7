package org.caption4j.metadata;

import java.util.List;
import java.util.Optional;
import org.caption4j.image.ChannelBytes;
import org.caption4j.image.DamagedFileException;

/** Where the XMP of a photo stands in its file, or would stand. */
interface XmpPlace {
  /**
   * Returns the packet that stands there.
   *
   * @throws DamagedFileException if it is too large, or cannot be unpacked
   */
  Optional<byte[]> packet() throws DamagedFileException;

  /**
   * Returns what to change for a packet to stand there, from the file's beginning to its end.
   *
   * @throws DamagedFileException if the file has no room for it
   */
  List<Splice> with(byte[] packet) throws DamagedFileException;

  /** Refuses a packet that takes too much memory. */
  static void requireSmall(long bytes) throws DamagedFileException {
    if (bytes > XmpPacket.MOST_BYTES) {
      throw new DamagedFileException(
          "has too much XMP: expected at most %,d bytes but found %,d or more; write a sidecar file instead"
              .formatted(XmpPacket.MOST_BYTES, bytes));
    }
  }

  /** Other programs would read one of them or the other. */
  static DamagedFileException second() {
    return new DamagedFileException(
        "has more than one packet of XMP: expected one; make one of them, or write a sidecar file instead");
  }

  /** The bytes from a place on, as far as they are XMP of a size that is read. */
  static byte[] packet(ChannelBytes bytes, long at, long end) throws DamagedFileException {
    requireSmall(end - at);
    return bytes.bytes(at, (int) (end - at), "the XMP");
  }
}
