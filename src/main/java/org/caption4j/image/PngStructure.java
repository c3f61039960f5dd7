package org.caption4j.image;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * PNG (ISO 15948): chunks, each with its checksum, from IHDR to IEND.
 *
 * <p>A decoder sees those alone that make the picture: libpng prints lines about what other
 * programs write into the others, and unpacks text and profiles of any size.
 */
final class PngStructure implements Structure {
  private static final int PALETTE = 3;

  /** The bits a sample may have, by colour type. */
  private static final Map<Integer, Set<Integer>> BITS =
      Map.of(
          0,
          Set.of(1, 2, 4, 8, 16),
          2,
          Set.of(8, 16),
          PALETTE,
          Set.of(1, 2, 4, 8),
          4,
          Set.of(8, 16),
          6,
          Set.of(8, 16));

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    int colourType = -1;
    int palette = 0;
    boolean pixels = false;
    boolean others = false;
    for (PngChunk chunk = PngChunk.first(bytes); ; chunk = chunk.next(bytes)) {
      checkSum(bytes, chunk);
      switch (chunk.type()) {
        case "IHDR" -> colourType = colourType(bytes, chunk.content());
        case "PLTE" -> palette = (int) Math.min(chunk.length(), Integer.MAX_VALUE);
        case "IDAT" -> pixels = true;
        case "tRNS", "IEND" -> {}
        default -> {
          others = true;
          if (chunk.isCritical()) {
            throw new DamagedFileException(
                "is a kind of PNG that is not read: its chunk %s is unknown; save it anew"
                    .formatted(chunk.printableType()));
          }
        }
      }
      if (chunk.isEnd()) {
        break;
      }
    }
    if (!pixels) {
      throw new DamagedFileException("is corrupt: a PNG without a picture in it (no IDAT chunk)");
    }
    if (palette % 3 != 0 || palette > 768 || (colourType == PALETTE && palette == 0)) {
      throw new DamagedFileException(
          "is corrupt: expected a PNG palette of 3 to 768 bytes but found %,d".formatted(palette));
    }
    Size size = new Size(bytes.u32(16, "the width"), bytes.u32(20, "the height"));
    return new CheckedFile(size, others ? picture(bytes) : file);
  }

  private static int colourType(FileBytes bytes, long header) throws DamagedFileException {
    String what = "the PNG header";
    int bits = bytes.u8(header + 8, what);
    int type = bytes.u8(header + 9, what);
    if (!BITS.getOrDefault(type, Set.of()).contains(bits) || bytes.u8(header + 12, what) > 1) {
      throw new DamagedFileException(
          "is corrupt: there is no PNG of colour type %d, %d bits and interlace method %d"
              .formatted(type, bits, bytes.u8(header + 12, what)));
    }
    return type;
  }

  /**
   * Finds a chunk.
   *
   * @param file a whole PNG that {@link #check} has passed
   * @param wanted its type
   * @return what the first of them holds
   */
  static Optional<byte[]> chunk(byte[] file, String wanted) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    PngChunk chunk = PngChunk.first(bytes);
    for (; !chunk.isEnd(); chunk = chunk.next(bytes)) {
      if (chunk.type().equals(wanted)) {
        return Optional.of(bytes.bytes(chunk.content(), (int) chunk.length(), wanted));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether one grey of the picture is transparent, which OpenCV passes over.
   *
   * @param file a whole PNG that {@link #check} has passed
   */
  static boolean isTransparentGrey(byte[] file) throws DamagedFileException {
    return file[25] == 0 && chunk(file, "tRNS").isPresent();
  }

  private static byte[] picture(FileBytes bytes) throws DamagedFileException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.array().length);
    out.write(bytes.array(), 0, 8);
    for (PngChunk chunk = PngChunk.first(bytes); ; chunk = chunk.next(bytes)) {
      if (chunk.isCritical() || chunk.type().equals("tRNS")) {
        out.write(bytes.array(), (int) chunk.at(), (int) (chunk.end() - chunk.at()));
      }
      if (chunk.isEnd()) {
        return out.toByteArray();
      }
    }
  }

  private static void checkSum(FileBytes bytes, PngChunk chunk) throws DamagedFileException {
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), (int) chunk.at() + 4, (int) chunk.length() + 4);
    chunk.requireChecksum(bytes, crc.getValue());
  }
}
