package org.caption4j.image;

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
