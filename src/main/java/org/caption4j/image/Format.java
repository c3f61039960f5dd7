package org.caption4j.image;

import java.util.Optional;

/** The photo formats that are read, told by a file's first bytes; its extension plays no part. */
public enum Format {
  JPEG("JPEG"),
  PNG("PNG"),
  WEBP("WebP"),
  GIF("GIF"),
  BMP("BMP"),
  TIFF("TIFF"),
  HEIC("HEIC"),
  AVIF("AVIF"),
  JPEG_XL("JPEG XL");

  /** The formats as a message lists them. */
  static final String ALL =
      "JPEG, PNG, WebP, GIF, BMP and TIFF (HEIC, AVIF and JPEG XL by an installed decoder)";

  private final String label;

  Format(String label) {
    this.label = label;
  }

  /** Returns its name as people write it. */
  public String label() {
    return label;
  }

  Structure structure() {
    return switch (this) {
      case JPEG -> new JpegStructure();
      case PNG -> new PngStructure();
      case WEBP -> new WebpStructure();
      case GIF -> new GifStructure();
      case BMP -> new BmpStructure();
      case TIFF -> new TiffStructure();
      case HEIC, AVIF -> new HeifStructure();
      case JPEG_XL -> new JpegXlStructure();
    };
  }

  /**
   * Tells a format by the first bytes of a file.
   *
   * @param file at least 256 bytes of it, or all; no more is looked at
   * @return the format; empty if it is none of these
   */
  public static Optional<Format> of(byte[] file) {
    FileBytes bytes = new FileBytes(file, true);
    if (bytes.startsWith("\u00ff\u00d8\u00ff", 0)) {
      return Optional.of(JPEG);
    }
    if (bytes.startsWith("\u0089PNG\r\n\u001a\n", 0)) {
      return Optional.of(PNG);
    }
    if (bytes.startsWith("RIFF", 0) && bytes.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (bytes.startsWith("GIF87a", 0) || bytes.startsWith("GIF89a", 0)) {
      return Optional.of(GIF);
    }
    if (startsLikeTiff(bytes)) {
      return Optional.of(TIFF);
    }
    if (bytes.startsWith("\0\0\0\u000cJXL \r\n\u0087\n", 0) || bytes.startsWith("\u00ff\n", 0)) {
      return Optional.of(JPEG_XL);
    }
    if (bytes.startsWith("ftyp", 4)) {
      return heif(bytes);
    }
    return startsLikeBmp(bytes) ? Optional.of(BMP) : Optional.empty();
  }

  /** By the brands that a file names: its own, and those that it is compatible with. */
  private static Optional<Format> heif(FileBytes bytes) {
    Format format = null;
    int length = bytes.array()[3] & 0xff; // of the box; a list of more brands is cut
    for (int at = 8; at <= length - 4 || at == 8; at += 4) {
      if (bytes.startsWith("avif", at) || bytes.startsWith("avis", at)) {
        return Optional.of(AVIF);
      }
      if (bytes.startsWith("hei", at)
          || bytes.startsWith("hev", at)
          || bytes.startsWith("mif1", at)
          || bytes.startsWith("msf1", at)) {
        format = HEIC;
      }
    }
    return Optional.ofNullable(format);
  }

  private static boolean startsLikeTiff(FileBytes bytes) {
    return bytes.startsWith("II*\0", 0)
        || bytes.startsWith("MM\0*", 0)
        || bytes.startsWith("II+\0", 0)
        || bytes.startsWith("MM\0+", 0);
  }

  /** "BM" alone may begin a text, so the two reserved numbers, zero in practice, count as well. */
  private static boolean startsLikeBmp(FileBytes bytes) {
    return bytes.startsWith("BM", 0) && (bytes.length() < 10 || bytes.startsWith("\0\0\0\0", 6));
  }
}
