package org.caption4j.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The ICC profile in a photo's file, as far as it makes a difference: RGB profiles of a matrix and
 * three curves, as cameras, phones and editors write them, and grey ones of a curve. Those of
 * printers and of CMYK are passed over.
 */
final class ColourProfile {
  /** Those of scanners and printers have megabytes, but are tables, which are not used anyway. */
  private static final int MOST_BYTES = 4 << 20;

  private static final String APP2 = "ICC_PROFILE\0";
  private static final Found NONE = new Found(Optional.empty(), Optional.empty());

  /** The last one read: the photos of a folder mostly have the same. */
  private static volatile Known last = new Known(new byte[0], NONE);

  /**
   * What a profile asks for.
   *
   * @param conversion to sRGB; empty where colours are sRGB, near enough, or nobody says
   * @param warning why a profile is not obeyed, as the end of a sentence that begins with the
   *     file's name
   */
  record Found(Optional<ToSrgb> conversion, Optional<String> warning) {}

  @SuppressWarnings("ArrayRecordComponent") // compared below
  private record Known(byte[] profile, Found found) {}

  private ColourProfile() {}

  /**
   * Reads a file's profile.
   *
   * @param file a whole file that its {@link Structure} has let pass
   */
  static Found of(byte[] file, Format format) {
    try {
      byte[] profile = bytes(file, format).orElse(null);
      if (profile == null) {
        return NONE;
      }
      Known known = last;
      if (!Arrays.equals(profile, known.profile)) {
        known = new Known(profile, new Found(new IccProfile(profile).toSrgb(), Optional.empty()));
        last = known;
      }
      return known.found;
    } catch (DamagedFileException e) {
      return new Found(
          Optional.empty(),
          Optional.of("has a damaged colour profile, which is not used: " + e.getMessage()));
    }
  }

  private static Optional<byte[]> bytes(byte[] file, Format format) throws DamagedFileException {
    return switch (format) {
      case JPEG -> inJpeg(file);
      case PNG -> {
        Optional<byte[]> chunk = PngStructure.chunk(file, "iCCP");
        yield chunk.isEmpty() ? chunk : Optional.of(unpacked(chunk.get()));
      }
      case WEBP -> WebpStructure.chunk(file, "ICCP");
      case TIFF -> new TiffDirectory(file).bytes(TiffDirectory.ICC_PROFILE);
      case GIF, BMP, HEIC, AVIF, JPEG_XL -> Optional.empty();
    };
  }

  /** Segments of up to 64 kB, in any order, each with its number from 1 and how many there are. */
  private static Optional<byte[]> inJpeg(byte[] file) throws DamagedFileException {
    FileBytes bytes = new FileBytes(file, false);
    byte[][] parts = null;
    JpegSegment segment = JpegSegment.first(bytes);
    for (; segment.marker() != JpegStructure.SOS; segment = segment.next(bytes)) {
      int data = (int) segment.at() + 4 + APP2.length();
      if (segment.marker() == 0xe2
          && segment.length() >= 16
          && bytes.startsWith(APP2, (int) segment.at() + 4)) {
        int number = bytes.u8(data, "a part of the profile");
        int count = bytes.u8(data + 1, "a part of the profile");
        parts = parts == null ? new byte[count][] : parts;
        if (number < 1 || number > parts.length || count != parts.length) {
          throw new DamagedFileException(
              "expected part 1 to %d but found %d of %d".formatted(parts.length, number, count));
        }
        parts[number - 1] = Arrays.copyOfRange(file, data + 2, (int) segment.end());
      }
    }
    return parts == null ? Optional.empty() : Optional.of(joined(parts));
  }

  private static byte[] joined(byte[][] parts) throws DamagedFileException {
    if (parts.length == 1 && parts[0] != null) {
      return parts[0];
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      if (part == null) {
        throw new DamagedFileException("one of its %d parts is missing".formatted(parts.length));
      }
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A PNG's: a name, a zero, a zero for the method, and deflated bytes. */
  private static byte[] unpacked(byte[] chunk) throws DamagedFileException {
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(
          chunk, Math.min(name + 2, chunk.length), Math.max(0, chunk.length - name - 2));
      ByteArrayOutputStream profile = new ByteArrayOutputStream();
      byte[] some = new byte[1 << 14];
      int count = inflater.inflate(some);
      while (count > 0) {
        profile.write(some, 0, count);
        if (profile.size() > MOST_BYTES) {
          throw new DamagedFileException(
              "expected at most %,d bytes but it unpacks to more".formatted(MOST_BYTES));
        }
        count = inflater.inflate(some);
      }
      if (!inflater.finished()) {
        throw new DamagedFileException("its packed bytes end early");
      }
      return profile.toByteArray();
    } catch (DataFormatException e) {
      throw new DamagedFileException("its packed bytes make no sense", e);
    } finally {
      inflater.end();
    }
  }
}
