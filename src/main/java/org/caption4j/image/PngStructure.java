package org.caption4j.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG (ISO 15948): chunks, each with its checksum, from IHDR to IEND. */
final class PngStructure implements Structure {

  @Override
  public Size check(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    Size size = null;
    boolean pixels = false;
    long at = 8;
    while (true) {
      String what = "a PNG chunk";
      long length = bytes.u32(at, what);
      String type = bytes.tag(at + 4, what);
      bytes.need(at + 8, length + 4, "the %,d bytes of PNG chunk %s".formatted(length, type));
      checkSum(bytes, at, length, type);
      if (size == null && !type.equals("IHDR")) {
        throw new DamagedFileException(
            "is corrupt: expected PNG chunk IHDR first but found " + printable(type));
      }
      if (type.equals("IHDR")) {
        size = new Size(bytes.u32(at + 8, "the width"), bytes.u32(at + 12, "the height"));
      } else if (type.equals("IDAT")) {
        pixels = true;
      } else if (type.equals("IEND")) {
        break;
      }
      at += 12 + length;
    }
    if (!pixels) {
      throw new DamagedFileException("is corrupt: a PNG without a picture in it (no IDAT chunk)");
    }
    return size;
  }

  /**
   * Renames the colour profile, in place, to a private chunk that decoders pass over: OpenCV does
   * not use it, but libpng prints warnings about the profiles that common programs write.
   *
   * @param file a whole PNG that {@link #check} has passed
   */
  static void hideProfile(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    String type = "";
    for (long at = 8; !type.equals("IEND"); at += 12 + bytes.u32(at, "a PNG chunk")) {
      type = bytes.tag(at + 4, "a PNG chunk");
      if (type.equals("iCCP")) {
        int length = (int) bytes.u32(at, "a PNG chunk");
        ByteBuffer chunk = ByteBuffer.wrap(file, (int) at + 4, length + 8);
        chunk.put("icCP".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 crc = new CRC32();
        crc.update(file, (int) at + 4, length + 4);
        chunk.putInt((int) at + 8 + length, (int) crc.getValue());
      }
    }
  }

  private static void checkSum(FileBytes bytes, long at, long length, String type)
      throws DamagedFileException {
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), (int) at + 4, (int) length + 4);
    long found = bytes.u32(at + 8 + length, "a checksum");
    if (crc.getValue() != found) {
      throw new DamagedFileException(
          "is corrupt: expected checksum %08x for PNG chunk %s at byte %,d but found %08x"
              .formatted(crc.getValue(), printable(type), at, found));
    }
  }

  private static String printable(String type) {
    return type.replaceAll("[^A-Za-z]", "?");
  }
}
