package org.caption4j.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caption4j.image.ChannelBytes;
import org.caption4j.image.DamagedFileException;
import org.caption4j.image.Size;
import org.caption4j.image.WebpChunk;

/**
 * XMP in a WebP (RFC 9649, 2.7): a chunk of its own, behind all others where it is new, and a flag
 * in the header VP8X, which a plain WebP gets for it.
 */
final class WebpXmp implements XmpPlace {
  private static final int ICC_FLAG = 0x20;
  private static final int ALPHA_FLAG = 0x10;
  private static final int EXIF_FLAG = 0x08;
  private static final int XMP_FLAG = 0x04;
  private static final long MOST_RIFF = 0xffff_fffeL;

  private final ChannelBytes bytes;
  private final long end;
  private final WebpChunk first;
  private final boolean lacksLastByte;
  private final Set<String> types = new HashSet<>();
  private WebpChunk xmp;

  /**
   * Looks for the chunk.
   *
   * @throws DamagedFileException if the file's chunks are not whole, or hold no picture
   */
  WebpXmp(ChannelBytes bytes) throws DamagedFileException {
    this.bytes = bytes;
    this.end = WebpChunk.end(bytes);
    this.first = WebpChunk.at(bytes, WebpChunk.FIRST);
    long at = WebpChunk.FIRST;
    while (at + 8 <= end) {
      WebpChunk chunk = WebpChunk.at(bytes, at);
      if (chunk.type().equals("XMP ")) {
        if (xmp != null) {
          throw XmpPlace.second();
        }
        xmp = chunk;
      }
      types.add(chunk.type());
      at = chunk.next();
    }
    this.lacksLastByte = at == end + 1; // some programs leave out what fills up the last chunk
    if (at != end && !lacksLastByte) {
      throw new DamagedFileException(
          "is corrupt: expected the last WebP chunk to end at byte %,d but it ends at byte %,d"
              .formatted(end, at));
    }
    boolean picture = types.contains("ANMF") || types.contains("VP8 ") || types.contains("VP8L");
    if (!picture || !(first.isPicture() || isExtended())) {
      throw new DamagedFileException("is corrupt: a WebP without a picture in it");
    }
  }

  private boolean isExtended() {
    return first.type().equals("VP8X");
  }

  @Override
  public Optional<byte[]> packet() throws DamagedFileException {
    return xmp == null
        ? Optional.empty()
        : Optional.of(XmpPlace.packet(bytes, xmp.content(), xmp.content() + xmp.length()));
  }

  @Override
  public List<Splice> with(byte[] packet) throws DamagedFileException {
    Splice header = header();
    Splice body =
        xmp == null
            ? new Splice(end, 0, chunk(packet, lacksLastByte ? 1 : 0))
            : new Splice(xmp.at(), Math.min(xmp.next(), end) - xmp.at(), chunk(packet, 0));
    long riff = end - 8;
    for (Splice splice : List.of(header, body)) {
      riff += splice.inserted().length - splice.removed();
    }
    if (riff > MOST_RIFF) {
      throw new DamagedFileException(
          "has no room for XMP: expected at most %,d bytes in a WebP; write a sidecar file instead"
              .formatted(MOST_RIFF));
    }
    byte[] size = new byte[4];
    little(size).putInt((int) riff);
    return List.of(new Splice(4, 4, size), header, body);
  }

  private static byte[] chunk(byte[] packet, int before) {
    byte[] chunk = new byte[before + 8 + packet.length + (packet.length & 1)];
    little(chunk).position(before).put(tag("XMP ")).putInt(packet.length).put(packet);
    return chunk;
  }

  /** The header VP8X, or its flags alone where there is one. */
  private Splice header() throws DamagedFileException {
    if (isExtended()) {
      int flags = bytes.u8(first.content(), "the WebP header") | XMP_FLAG;
      return new Splice(first.content(), 1, new byte[] {(byte) flags});
    }
    int flags = XMP_FLAG;
    flags |= types.contains("ICCP") ? ICC_FLAG : 0;
    flags |= types.contains("EXIF") ? EXIF_FLAG : 0;
    flags |= hasAlpha() ? ALPHA_FLAG : 0;
    Size size = first.size(bytes);
    byte[] header = new byte[18];
    little(header)
        .put(tag("VP8X"))
        .putInt(10)
        .putInt(flags)
        .put(u24(size.width() - 1))
        .put(u24(size.height() - 1));
    return new Splice(first.at(), 0, header);
  }

  /** Of plain files those alone that are lossless say so, behind width and height. */
  private boolean hasAlpha() throws DamagedFileException {
    return first.type().equals("VP8L")
        && (bytes.i32(first.content() + 1, "the WebP header") >>> 28 & 1) == 1;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] tag(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] u24(long value) {
    return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
  }
}
