package org.caption4j.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.caption4j.image.ChannelBytes;
import org.caption4j.image.DamagedFileException;
import org.caption4j.image.JpegSegment;

/**
 * XMP in a JPEG: a segment APP1 (XMP specification, part 3, 1.1.3). What goes on in further
 * segments (extended XMP) stays as it is.
 *
 * <p>A new segment goes behind JFIF and Exif, before anything else. In particular it goes before
 * the list of further pictures (APP2, MPF), whose offsets count from that list on: nothing behind
 * it moves against it. Pictures and films that are found from the file's end (motion photos) stay
 * where they are, too.
 */
final class JpegXmp implements XmpPlace {
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final int MOST = 65_502;

  private final ChannelBytes bytes;

  /** Where a packet that is not there yet goes. */
  private long vacant = 2;

  private JpegSegment xmp;
  private boolean behindPictures;

  /**
   * Looks for the segment.
   *
   * @throws DamagedFileException if the file is broken before its first scan
   */
  JpegXmp(ChannelBytes bytes) throws DamagedFileException {
    this.bytes = bytes;
    boolean first = true;
    boolean pictures = false;
    JpegSegment segment = JpegSegment.first(bytes);
    for (; !segment.isScan(); segment = segment.next(bytes)) {
      if (segment.isEnd()) {
        throw new DamagedFileException("is corrupt: a JPEG without a picture in it");
      }
      if (holds(segment, APP1, XMP)) {
        if (xmp != null) {
          throw XmpPlace.second();
        }
        xmp = segment;
        behindPictures = pictures;
      }
      pictures |= holds(segment, APP2, "MPF\0");
      first &= segment.marker() == APP0 || holds(segment, APP1, "Exif\0");
      if (first) {
        vacant = segment.end();
      }
    }
  }

  private boolean holds(JpegSegment segment, int marker, String name) throws DamagedFileException {
    return segment.marker() == marker
        && segment.content() + name.length() <= segment.end()
        && bytes.startsWith(name, segment.content());
  }

  @Override
  public Optional<byte[]> packet() throws DamagedFileException {
    return xmp == null
        ? Optional.empty()
        : Optional.of(XmpPlace.packet(bytes, xmp.content() + XMP.length(), xmp.end()));
  }

  @Override
  public List<Splice> with(byte[] packet) throws DamagedFileException {
    if (packet.length > MOST) {
      throw new DamagedFileException(
          "has no room for its XMP: expected at most %,d bytes in a JPEG but there would be %,d; write a sidecar file instead"
              .formatted(MOST, packet.length));
    }
    byte[] segment =
        ByteBuffer.allocate(4 + XMP.length() + packet.length)
            .put((byte) 0xff)
            .put((byte) APP1)
            .putShort((short) (2 + XMP.length() + packet.length))
            .put(XMP.getBytes(StandardCharsets.ISO_8859_1))
            .put(packet)
            .array();
    if (xmp == null) {
      return List.of(new Splice(vacant, 0, segment));
    }
    if (behindPictures && segment.length != xmp.end() - xmp.at()) {
      throw new DamagedFileException(
          "has its XMP behind its list of further pictures (MPF), which would not be found again; write a sidecar file instead");
    }
    return List.of(new Splice(xmp.at(), xmp.end() - xmp.at(), segment));
  }
}
