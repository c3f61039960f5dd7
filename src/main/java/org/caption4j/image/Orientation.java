package org.caption4j.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How the stored pixels lie (EXIF 2.32, tag 274): the place of the stored first row and first
 * column in the upright picture.
 */
enum Orientation {
  TOP_LEFT(false, false, false),
  TOP_RIGHT(false, true, false),
  BOTTOM_RIGHT(false, true, true),
  BOTTOM_LEFT(false, false, true),
  LEFT_TOP(true, false, false),
  RIGHT_TOP(true, true, false),
  RIGHT_BOTTOM(true, true, true),
  LEFT_BOTTOM(true, false, true);

  private final boolean transposed;
  private final boolean rightToLeft;
  private final boolean bottomUp;

  /** First rows and columns change places, then the picture is mirrored along either axis. */
  Orientation(boolean transposed, boolean rightToLeft, boolean bottomUp) {
    this.transposed = transposed;
    this.rightToLeft = rightToLeft;
    this.bottomUp = bottomUp;
  }

  /**
   * The orientation a whole file states; upright where it states none, or none that makes sense.
   */
  static Orientation of(byte[] file, Format format) {
    try {
      long value = stated(file, format);
      return value < 1 || value > 8 ? TOP_LEFT : values()[(int) value - 1];
    } catch (ImageProcessingException | IOException | DamagedFileException e) {
      return TOP_LEFT; // notes about the picture that cannot be read do not spoil the picture
    }
  }

  /** What stands in the one place that a format has for it; nothing else is unpacked. */
  private static long stated(byte[] file, Format format)
      throws ImageProcessingException, IOException, DamagedFileException {
    return switch (format) {
      case JPEG ->
          inExif(
              JpegMetadataReader.readMetadata(
                  new ByteArrayInputStream(file), List.of(new ExifReader())));
      case PNG -> inExif(PngStructure.chunk(file, "eXIf"));
      case WEBP -> inExif(WebpStructure.chunk(file, "EXIF"));
      case TIFF -> {
        TiffDirectory page = new TiffDirectory(file);
        yield page.count(TiffDirectory.ORIENTATION) == 0
            ? 1
            : page.value(TiffDirectory.ORIENTATION, 0);
      }
      case GIF, BMP, HEIC, AVIF, JPEG_XL -> 1; // none, or obeyed by the decoder
    };
  }

  private static int inExif(Optional<byte[]> block) {
    Metadata metadata = new Metadata();
    block.ifPresent(
        exif -> {
          // some programs write a JPEG segment's beginning here, too
          int start = ExifReader.startsWithJpegExifPreamble(exif) ? 6 : 0;
          new ExifReader().extract(new ByteArrayReader(exif, start), metadata);
        });
    return inExif(metadata);
  }

  private static int inExif(Metadata metadata) {
    ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null ? 1 : value;
  }

  /** The pixels turned upright; the same object where they already are. */
  Pixels turn(Pixels stored) {
    if (this == TOP_LEFT) {
      return stored;
    }
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    byte[] from = stored.rgb();
    byte[] rgb = new byte[from.length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int v = bottomUp ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int u = rightToLeft ? width - 1 - x : x;
        int pixel = 3 * (transposed ? u * stored.width() + v : v * stored.width() + u);
        rgb[at++] = from[pixel];
        rgb[at++] = from[pixel + 1];
        rgb[at++] = from[pixel + 2];
      }
    }
    return new Pixels(width, height, rgb);
  }
}
