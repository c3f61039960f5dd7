package org.caption4j.image;

import java.util.Set;

/**
 * Which of the many kinds of TIFF a file is, and who reads it right. OpenCV does most of them, some
 * of the others without a word wrongly; the JDK's reader does those. What neither reads right is
 * refused by name. {@code PhotoVariantsTest} holds all of them against a third decoder.
 *
 * @param colourModel tag 262
 * @param bits a sample, equal for all
 * @param format tag 339: 1 whole numbers, 2 signed ones, 3 floating point
 * @param samples a pixel
 * @param extra what the first sample behind the colours means (tag 338), -1 where there is none
 * @param planar whether each sample has a plane of its own
 * @param tiled whether the picture is in tiles
 * @param compression tag 259
 * @param big whether it is a BigTIFF, which the JDK does not read
 */
record TiffKind(
    int colourModel,
    int bits,
    int format,
    int samples,
    int extra,
    boolean planar,
    boolean tiled,
    int compression,
    boolean big) {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int YCBCR = 6;
  private static final int CIELAB = 8;

  private static final int NONE = 1;

  /** What the JDK unpacks right: nothing, LZW, deflate by both its numbers. */
  private static final Set<Integer> UNPACKED_BY_JDK = Set.of(NONE, 5, 8, 32946);

  static TiffKind of(TiffDirectory page) throws DamagedFileException {
    int samples = (int) page.value(277, 0, 1);
    long bits = page.value(258, 0, 1);
    long format = page.value(339, 0, 1);
    for (int k = 1; k < samples && k < page.count(258); k++) {
      if (page.value(258, k) != bits) {
        throw unread("samples of different depths");
      }
    }
    boolean planar = samples > 1 && page.value(284, 0, 1) == 2;
    return new TiffKind(
        (int) page.value(262, 0, samples >= 3 ? RGB : BLACK_IS_ZERO),
        (int) bits,
        (int) format,
        samples,
        page.count(338) > 0 ? (int) page.value(338, 0) : -1,
        planar,
        page.count(TiffDirectory.TILE_OFFSETS) > 0,
        (int) page.value(259, 0, NONE),
        page.isBig());
  }

  private static DamagedFileException unread(String what) {
    return new DamagedFileException(
        "is a kind of TIFF that is not read: %s; save it as RGB of 8 or 16 bits".formatted(what));
  }

  /**
   * Tells who reads it.
   *
   * @return whether it is the JDK; otherwise it is OpenCV
   * @throws DamagedFileException if nobody does
   */
  boolean isForJava() throws DamagedFileException {
    requireKnown();
    boolean java =
        switch (colourModel) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO ->
              bits == 2
                  || bits == 4
                  || (bits == 16 && colourModel == WHITE_IS_ZERO)
                  || (samples == 2 && extra > 0)
                  || isTiledInFull();
          case RGB -> isTiledInFull() || (planar && bits == 16);
          case PALETTE -> bits < 4;
          case CIELAB -> true; // OpenCV takes its white for that of sRGB
          default -> false;
        };
    if (java && (big || !UNPACKED_BY_JDK.contains(compression))) {
      throw unread(
          "%d-bit samples of this kind in a %s of compression %d"
              .formatted(bits, big ? "BigTIFF" : "TIFF", compression));
    }
    return java;
  }

  /** OpenCV asks for more of such tiles than they have. */
  private boolean isTiledInFull() {
    return tiled && bits == 8 && format == 1 && compression == NONE && !big;
  }

  private void requireKnown() throws DamagedFileException {
    int colours =
        switch (colourModel) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
          case RGB, YCBCR, CIELAB -> 3;
          case CMYK -> 4;
          default -> throw unread("colour model " + colourModel);
        };
    if (format == 2) {
      throw unread("signed samples");
    }
    if (format == 3) {
      requireKnownFloat();
      return;
    }
    Set<Integer> depths =
        switch (colourModel) {
          case WHITE_IS_ZERO -> Set.of(1, 2, 4, 8, 16);
          case BLACK_IS_ZERO -> Set.of(1, 2, 4, 8, 12, 16);
          case PALETTE -> Set.of(1, 2, 4, 8);
          case RGB -> Set.of(8, 16);
          default -> Set.of(8);
        };
    if (!depths.contains(bits)) {
      throw unread("%s of %d bits".formatted(name(), bits));
    }
    boolean opacity = colourModel == RGB || (colourModel <= BLACK_IS_ZERO && bits >= 8);
    if (samples < colours || samples > (opacity ? colours + 1 : colours)) {
      throw unread("%s of %d samples".formatted(name(), samples));
    }
    if (samples > colours && ((planar && bits == 16 && extra <= 0) || bits == 12)) {
      throw unread("%s with samples of no known meaning".formatted(name()));
    }
  }

  private void requireKnownFloat() throws DamagedFileException {
    boolean grey = colourModel == BLACK_IS_ZERO && samples == 1;
    boolean colours = colourModel == RGB && samples == 3 && !planar;
    if ((!grey && !colours) || (bits != 32 && bits != 64)) {
      throw unread("%s of %d bits in floating point".formatted(name(), bits));
    }
  }

  private String name() {
    return switch (colourModel) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> "grey";
      case RGB -> planar ? "planar RGB" : "RGB";
      case PALETTE -> "palette";
      case CMYK -> "CMYK";
      case YCBCR -> "YCbCr";
      default -> "CIELab";
    };
  }
}
