package org.caption4j;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the names of photos end. What a file holds is told by its content; this only finds it. */
public final class PhotoEndings {
  /** The endings in lower case, without the dot. */
  public static final List<String> ALL =
      List.of(
          "jpg", "jpeg", "jpe", "jfif", "jif", "png", "webp", "bmp", "tif", "tiff", "gif", "heic",
          "heif", "hif", "avif", "jxl");

  /** Raw photos, drawings and pictures of formats that are not read. */
  private static final Set<String> UNREAD =
      Set.of(
          "3fr", "ai", "arw", "cr2", "cr3", "crw", "dcr", "dds", "dib", "dng", "eps", "erf", "exr",
          "fff", "gpr", "hdr", "icns", "ico", "iiq", "j2k", "jp2", "jpx", "k25", "kdc", "mef",
          "mos", "mpo", "mrw", "nef", "nrw", "orf", "pbm", "pcx", "pef", "pgm", "pnm", "ppm", "psb",
          "psd", "qoi", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "svg", "svgz", "tga",
          "x3f", "xcf");

  private PhotoEndings() {}

  /** Returns whether a file's name ends as that of a photo. */
  public static boolean has(String fileName) {
    return ALL.contains(ending(fileName));
  }

  /**
   * Returns the ending of a file that may be a photo to its owner, but not to this program.
   *
   * @return in lower case, without the dot
   */
  public static Optional<String> unread(String fileName) {
    return Optional.of(ending(fileName)).filter(UNREAD::contains);
  }

  private static String ending(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
