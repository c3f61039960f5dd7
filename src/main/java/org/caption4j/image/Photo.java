package org.caption4j.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An upright photo: 8-bit RGB pixels.
 *
 * @param name what to call it in messages, usually its file name
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code [height][width][3]}, row by row from the top, red green blue, each 0 to 255
 *     unsigned; not copied, so nobody may change it afterwards
 * @param warnings what is wrong with its file although it could be read, a line each, with the
 *     file's path
 */
@SuppressWarnings("ArrayRecordComponent") // compared by value below
public record Photo(String name, int width, int height, byte[] rgb, List<String> warnings) {

  /** A photo that there is nothing to say about. */
  public Photo(String name, int width, int height, byte[] rgb) {
    this(name, width, height, rgb, List.of());
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a side is not positive or {@code rgb} is not width x height
   *     x 3 long
   */
  public Photo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(rgb, "rgb");
    warnings = List.copyOf(warnings);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a photo's sides must be at least 1 but found %dx%d".formatted(width, height));
    }
    long expected = 3L * width * height;
    if (rgb.length != expected) {
      throw new IllegalArgumentException(
          "expected %d bytes for %dx%d RGB pixels but found %d"
              .formatted(expected, width, height, rgb.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Photo that
        && width == that.width
        && height == that.height
        && name.equals(that.name)
        && warnings.equals(that.warnings)
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, width, height, Arrays.hashCode(rgb));
  }

  @Override
  public String toString() {
    return "Photo[%s, %dx%d]".formatted(name, width, height);
  }
}
