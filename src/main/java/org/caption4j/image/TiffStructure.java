package org.caption4j.image;

/** TIFF: that every strip or tile of the first page lies within the file. */
final class TiffStructure implements Structure {
  /** How often a byte may be used; equal tiles are written once by some programs. */
  private static final long MOST_SHARED = 16;

  @Override
  public CheckedFile check(byte[] file) throws DamagedFileException {
    TiffDirectory page = new TiffDirectory(file);
    boolean tiled = page.count(TiffDirectory.TILE_OFFSETS) > 0;
    int offsets = tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
    int counts = tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS;
    FileBytes bytes = new FileBytes(file, true);
    page.value(offsets, 0); // a picture has at least one
    // Strips without counts are allowed by TIFF 5; what they hold cannot be checked.
    long strips = Math.min(page.count(offsets), page.count(counts));
    long total = 0;
    for (long i = 0; i < strips; i++) {
      long length = page.value(counts, i);
      total += length;
      bytes.need(
          page.value(offsets, i),
          length,
          "the %,d bytes of %s %,d of the TIFF".formatted(length, tiled ? "tile" : "strip", i));
    }
    if (total > MOST_SHARED * file.length) {
      throw new DamagedFileException(
          "is corrupt: the %s of the TIFF lie over one another, %,d bytes in a file of %,d"
              .formatted(tiled ? "tiles" : "strips", total, file.length));
    }
    return new CheckedFile(
        new Size(
            page.value(TiffDirectory.IMAGE_WIDTH, 0), page.value(TiffDirectory.IMAGE_LENGTH, 0)),
        file);
  }
}
