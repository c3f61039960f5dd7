package org.caption4j.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.caption4j.BadInputException;

/**
 * Reads photos: JPEG, PNG, WebP, GIF (the first frame), BMP and TIFF (the first page), told by
 * their content; HEIC, AVIF and JPEG XL where a program that decodes them is installed.
 *
 * <p>Whatever the file holds becomes 8-bit sRGB: grey is repeated, 16 bits are scaled to 8,
 * floating point is taken as 0 to 1, 0 to 255 or 0 to 65535, CMYK and palettes are converted, and
 * what is transparent is laid over white. ICC profiles of a matrix and curves and the EXIF
 * orientation are obeyed.
 *
 * <p>Any number of threads may read at once; together they decode as many pixels as the largest
 * photo may have.
 */
public final class PhotoReader implements PhotoSource {
  private final Limits limits;

  /** Pixels that may be decoded: several large photos at once need no more memory than one. */
  private final Semaphore atOnce;

  private final OpenCvDecoder openCv = new OpenCvDecoder();
  private final JavaDecoder java = new JavaDecoder();
  private final GifDecoder gif = new GifDecoder();
  private final InstalledDecoders installed;

  /** A reader with the {@linkplain Limits#DEFAULT default limits}. */
  public PhotoReader() {
    this(Limits.DEFAULT);
  }

  /**
   * Returns the names of the installed programs that decode further formats.
   *
   * @param path where programs are looked for: the value of the variable {@code PATH}
   */
  public static List<String> installedDecoders(String path) {
    return new InstalledDecoders(path).installed();
  }

  /** Loads the libraries that photos are decoded by, if they are not loaded. */
  public static void loadLibraries() {
    OpenCvDecoder.load();
  }

  /**
   * @param limits the largest photo to read
   */
  public PhotoReader(Limits limits) {
    this(limits, new InstalledDecoders());
  }

  PhotoReader(Limits limits, InstalledDecoders installed) {
    this.limits = limits;
    this.installed = installed;
    this.atOnce = new Semaphore(Math.toIntExact(limits.pixels()), true);
  }

  /**
   * Reads one photo.
   *
   * @param path the photo's file
   * @return its upright pixels, named after the file
   * @throws BadInputException if there is no such file, or it is a folder, may not be read, is
   *     empty, too large, of another format, cut short or corrupt
   * @throws IOException if the disk fails
   */
  @Override
  public Photo read(Path path) throws IOException {
    return read(path, Integer.MAX_VALUE);
  }

  /** Decodes JPEGs at a half, a quarter or an eighth of their size where that is enough. */
  @Override
  public Photo read(Path path, int side) throws IOException {
    try {
      return read(name(path), path.toString(), bytes(path), side);
    } catch (DamagedFileException e) {
      throw new BadInputException(path + " " + e.getMessage(), e);
    }
  }

  /**
   * Reads one photo from a stream.
   *
   * @param name what to call the photo, in messages too
   * @param in its bytes, up to the end
   * @param side as for {@link #read(Path, int)}
   * @return its upright pixels
   * @throws BadInputException if it is no photo that can be read
   * @throws IOException if the stream fails
   */
  public Photo read(String name, InputStream in, int side) throws IOException {
    byte[] file = in.readNBytes((int) limits.bytes() + 1);
    requireBytes(name, file, file.length);
    try {
      return read(name, name, file, side);
    } catch (DamagedFileException e) {
      throw new BadInputException(name + " " + e.getMessage(), e);
    }
  }

  /**
   * Decodes a thumbnail.
   *
   * @param name what to call the photo
   * @param thumbnail as {@link Thumbnails} made it
   * @return its pixels
   */
  public Photo read(String name, Thumbnail thumbnail) {
    try {
      return read(name, name, thumbnail.jpeg(), Integer.MAX_VALUE);
    } catch (DamagedFileException e) {
      throw new IllegalArgumentException(name + " " + e.getMessage(), e);
    }
  }

  private Photo read(String name, String place, byte[] file, int side) throws DamagedFileException {
    Format format =
        Format.of(file)
            .orElseThrow(
                () ->
                    new DamagedFileException(
                        "is no photo that can be read: expected %s but its %,d bytes begin otherwise"
                            .formatted(Format.ALL, file.length)));
    CheckedFile checked = checked(file, format);
    int share = Math.toIntExact(checked.size().pixels());
    atOnce.acquireUninterruptibly(share);
    try {
      if (InstalledDecoders.isFor(format)) {
        return decoded(name, place, installed.picture(file, format, checked.size()), checked, side);
      }
      return photo(name, place, file, format, checked, Orientation.of(file, format), side);
    } finally {
      atOnce.release(share);
    }
  }

  private CheckedFile checked(byte[] file, Format format) throws DamagedFileException {
    CheckedFile checked = format.structure().check(file);
    checked.size().requirePositive();
    requireWithinLimit(checked.size());
    return checked;
  }

  /** What a program made of a photo is believed no more than a photo. */
  private Photo decoded(String name, String place, byte[] picture, CheckedFile photo, int side)
      throws DamagedFileException {
    Size expected = photo.size();
    Format format =
        Format.of(picture)
            .filter(made -> made == Format.PNG || made == Format.JPEG)
            .orElseThrow(() -> somethingElse(expected));
    CheckedFile checked = checked(picture, format);
    if (checked.size().pixels() > expected.pixels()) {
      throw somethingElse(expected);
    }
    return photo(name, place, picture, format, checked, Orientation.TOP_LEFT, side);
  }

  private static DamagedFileException somethingElse(Size expected) {
    return new DamagedFileException(
        "is corrupt: its decoder made something else of it than a picture of at most %dx%d pixels"
            .formatted(expected.width(), expected.height()));
  }

  private Photo photo(
      String name,
      String place,
      byte[] file,
      Format format,
      CheckedFile checked,
      Orientation orientation,
      int side)
      throws DamagedFileException {
    ColourProfile.Found profile = ColourProfile.of(file, format);
    Pixels stored = decode(checked.bytes(), format, checked.size(), side);
    profile.conversion().ifPresent(conversion -> conversion.apply(stored.rgb()));
    Pixels upright = orientation.turn(stored);
    List<String> warnings =
        Stream.concat(checked.warnings().stream(), profile.warning().stream())
            .map(warning -> place + " " + warning)
            .toList();
    return new Photo(name, upright.width(), upright.height(), upright.rgb(), warnings);
  }

  private Pixels decode(byte[] file, Format format, Size size, int side)
      throws DamagedFileException {
    if (format == Format.GIF) {
      return gif.decode(file, size);
    }
    if (format == Format.JPEG && JpegStructure.isPlainCmyk(file)) {
      return java.decodeInks(file, format);
    }
    if (format == Format.PNG && PngStructure.isTransparentGrey(file)) {
      return java.decode(file, format);
    }
    if (format == Format.BMP && BmpStructure.hasMasks(file)) {
      return java.decode(file, format);
    }
    if (format == Format.TIFF) {
      if (TiffKind.of(new TiffDirectory(file)).isForJava()) {
        return java.decode(file, format);
      }
      // OpenCV's TIFF decoder turns some pictures whatever the flags say; let it see upright ones.
      new TiffDirectory(file).overwrite(TiffDirectory.ORIENTATION, 1);
    }
    return openCv.decode(file, format, format == Format.JPEG ? size.reduction(side) : 1);
  }

  private void requireWithinLimit(Size size) throws DamagedFileException {
    if (size.pixels() > limits.pixels()) {
      throw new DamagedFileException(
          "is too large: expected at most %,d pixels but its header says %,d (%dx%d); make it smaller"
              .formatted(limits.pixels(), size.pixels(), size.width(), size.height()));
    }
  }

  private byte[] bytes(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new BadInputException(
          path
              + " is a folder: expected the file of one photo; batch FOLDER describes what is in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // To open a pipe waits for a writer, and a device may never end.
      throw new BadInputException(path + " is a pipe or a device: expected the file of one photo");
    }
    try (InputStream in = Files.newInputStream(path)) {
      // One byte more than allowed tells a file that is too large, even if it is still growing.
      byte[] file = in.readNBytes((int) limits.bytes() + 1);
      requireBytes(path.toString(), file, Files.size(path));
      return file;
    } catch (NoSuchFileException e) {
      throw new BadInputException(path + " does not exist: expected a photo; check its name", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(path + " may not be read: check its permissions", e);
    }
  }

  private void requireBytes(String name, byte[] file, long size) throws BadInputException {
    if (file.length > limits.bytes()) {
      throw new BadInputException(
          "%s is too large: expected a photo of at most %,d bytes but found %,d; make it smaller"
              .formatted(name, limits.bytes(), Math.max(size, file.length)));
    }
    if (file.length == 0) {
      throw new BadInputException(name + " is empty: expected a photo but found 0 bytes");
    }
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
