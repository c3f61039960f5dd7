package org.caption4j.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.caption4j.image.ChannelBytes;
import org.caption4j.image.DamagedFileException;
import org.caption4j.image.PngChunk;

/**
 * XMP in a PNG: a chunk iTXt with a keyword of its own (XMP specification, part 3, 1.1.5), before
 * the picture where it is new.
 */
final class PngXmp implements XmpPlace {
  private static final String KEYWORD = "XML:com.adobe.xmp\0";

  private final ChannelBytes bytes;

  /** Where a packet that is not there yet goes. */
  private long vacant;

  private PngChunk xmp;

  /**
   * Looks for the chunk.
   *
   * @throws DamagedFileException if the file's chunks are not whole, or hold no picture
   */
  PngXmp(ChannelBytes bytes) throws DamagedFileException {
    this.bytes = bytes;
    for (PngChunk chunk = PngChunk.first(bytes); !chunk.isEnd(); chunk = chunk.next(bytes)) {
      if (chunk.type().equals("iTXt")
          && chunk.length() >= KEYWORD.length()
          && bytes.startsWith(KEYWORD, chunk.content())) {
        if (xmp != null) {
          throw XmpPlace.second();
        }
        xmp = chunk;
      }
      // Apple's iDOT tells how far behind itself a part of the picture begins.
      if (vacant == 0 && (chunk.type().equals("IDAT") || chunk.type().equals("iDOT"))) {
        vacant = chunk.at();
      }
    }
    if (vacant == 0) {
      throw new DamagedFileException("is corrupt: a PNG without a picture in it (no IDAT chunk)");
    }
  }

  @Override
  public Optional<byte[]> packet() throws DamagedFileException {
    if (xmp == null) {
      return Optional.empty();
    }
    XmpPlace.requireSmall(xmp.length());
    byte[] typed = bytes.bytes(xmp.at() + 4, (int) xmp.length() + 4, "the XMP");
    xmp.requireChecksum(bytes, checksum(typed));
    int flag = 4 + KEYWORD.length();
    int text = behindZero(typed, behindZero(typed, flag + 2)); // language, keyword in it
    return Optional.of(
        typed[flag] == 0 ? Arrays.copyOfRange(typed, text, typed.length) : inflated(typed, text));
  }

  private static int behindZero(byte[] chunk, int from) throws DamagedFileException {
    for (int at = from; at < chunk.length; at++) {
      if (chunk[at] == 0) {
        return at + 1;
      }
    }
    throw unreadable(null);
  }

  private static byte[] inflated(byte[] chunk, int from) throws DamagedFileException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, from, chunk.length - from);
      byte[] packet = new byte[1 << 14];
      int length = 0;
      while (!inflater.finished()) {
        if (length == packet.length) {
          packet = Arrays.copyOf(packet, 2 * length);
        }
        int read = inflater.inflate(packet, length, packet.length - length);
        length += read;
        XmpPlace.requireSmall(length);
        if (read == 0 && !inflater.finished()) {
          throw unreadable(null);
        }
      }
      return Arrays.copyOf(packet, length);
    } catch (DataFormatException e) {
      throw unreadable(e);
    } finally {
      inflater.end();
    }
  }

  private static DamagedFileException unreadable(DataFormatException cause) {
    return new DamagedFileException(
        "is corrupt: its XMP in chunk iTXt cannot be unpacked; save it anew", cause);
  }

  @Override
  public List<Splice> with(byte[] packet) {
    byte[] typed =
        ByteBuffer.allocate(4 + KEYWORD.length() + 4 + packet.length)
            .put(("iTXt" + KEYWORD).getBytes(StandardCharsets.ISO_8859_1))
            .putInt(0) // not compressed; by no method; in no language; no keyword in it
            .put(packet)
            .array();
    byte[] chunk =
        ByteBuffer.allocate(8 + typed.length)
            .putInt(typed.length - 4)
            .put(typed)
            .putInt((int) checksum(typed))
            .array();
    return List.of(
        xmp == null
            ? new Splice(vacant, 0, chunk)
            : new Splice(xmp.at(), xmp.end() - xmp.at(), chunk));
  }

  private static long checksum(byte[] typed) {
    CRC32 crc = new CRC32();
    crc.update(typed);
    return crc.getValue();
  }
}
