package org.caption4j.image;

/**
 * A chunk of a PNG, with its length, type and checksum.
 *
 * @param type four characters
 * @param at where it begins
 * @param length of what it holds
 */
public record PngChunk(String type, long at, long length) {
  private static final String WHAT = "a PNG chunk";

  /**
   * Returns the chunk at a place.
   *
   * @throws DamagedFileException if the file ends before it does
   */
  public static PngChunk at(PhotoBytes bytes, long at) throws DamagedFileException {
    long length = bytes.u32(at, WHAT);
    String type = bytes.tag(at + 4, WHAT);
    bytes.need(at + 8, length + 4, "the %,d bytes of PNG chunk %s".formatted(length, type));
    return new PngChunk(type, at, length);
  }

  /**
   * Returns the first chunk of a file.
   *
   * @throws DamagedFileException if it is not IHDR
   */
  public static PngChunk first(PhotoBytes bytes) throws DamagedFileException {
    PngChunk first = at(bytes, 8);
    if (!first.type.equals("IHDR")) {
      throw first.misplaced();
    }
    return first;
  }

  /**
   * Returns the chunk behind this one.
   *
   * @throws DamagedFileException if the file ends before it does, or it is another IHDR
   */
  public PngChunk next(PhotoBytes bytes) throws DamagedFileException {
    PngChunk next = at(bytes, end());
    if (next.type.equals("IHDR")) {
      throw next.misplaced();
    }
    return next;
  }

  private DamagedFileException misplaced() {
    return new DamagedFileException(
        "is corrupt: expected PNG chunk IHDR first, and once, but found " + printableType());
  }

  /** Returns whether this is the last chunk of a file. */
  public boolean isEnd() {
    return type.equals("IEND");
  }

  /** Returns whether no picture can be made without it. */
  boolean isCritical() {
    return type.charAt(0) < 'a';
  }

  /** Returns where what it holds begins. */
  public long content() {
    return at + 8;
  }

  /** Returns where it ends. */
  public long end() {
    return at + 12 + length;
  }

  /**
   * Fails if the checksum that stands in the file is another one.
   *
   * @param computed the CRC-32 of type and content
   * @throws DamagedFileException if it is
   */
  public void requireChecksum(PhotoBytes bytes, long computed) throws DamagedFileException {
    long found = bytes.u32(content() + length, "a checksum");
    if (computed != found) {
      throw new DamagedFileException(
          "is corrupt: expected checksum %08x for PNG chunk %s at byte %,d but found %08x"
              .formatted(computed, printableType(), at, found));
    }
  }

  String printableType() {
    return type.replaceAll("[^A-Za-z]", "?");
  }
}
