package org.caption4j.batch;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;

/**
 * Gives photos the numbers that COCO's results need: those of a data set, by the file's name, or
 * the last digits in the name ({@code COCO_val2014_000000000042.jpg} is 42). A number is given
 * once; a photo without one, or with another's, is refused.
 */
public final class ImageNumbers implements UnaryOperator<ListedPhoto> {
  private static final Pattern LAST_DIGITS = Pattern.compile("(\\d+)\\D*$");

  private final String name;
  private final Optional<Map<String, Long>> known;
  private final Set<Long> given = new HashSet<>();

  private ImageNumbers(String name, Optional<Map<String, Long>> known) {
    this.name = name;
    this.known = known;
  }

  /** Numbers that stand in the files' names. */
  public static ImageNumbers inNames() {
    return new ImageNumbers("", Optional.empty());
  }

  /**
   * Numbers of a data set, looked through once.
   *
   * @param data by its file names, without the folders before them
   * @return gives them from the start each time it is asked
   */
  public static Supplier<ImageNumbers> of(CaptionDataSet data) {
    Map<String, Long> numbers = new HashMap<>();
    for (CaptionedImage image : data.images()) {
      numbers.put(lastName(image.fileName()), image.id());
    }
    return () -> new ImageNumbers(data.name(), Optional.of(numbers));
  }

  @Override
  public ListedPhoto apply(ListedPhoto photo) {
    if (photo.fault().isPresent()) {
      return photo;
    }
    Optional<Long> number = number(lastName(photo.path()));
    if (number.isEmpty()) {
      return photo.refused(
          new BadInputException(
              photo.path()
                  + (known.isPresent()
                      ? ": expected a photo of %s, found none of that name".formatted(name)
                      : ": expected a number in its name for COCO's results, found none; give --annotations")));
    }
    if (!given.add(number.get())) {
      return photo.refused(
          new BadInputException(
              "%s: expected a number of its own for COCO's results, found %d, which another photo has"
                  .formatted(photo.path(), number.get())));
    }
    return photo.withImageId(number.get());
  }

  private Optional<Long> number(String fileName) {
    if (known.isPresent()) {
      return Optional.ofNullable(known.get().get(fileName));
    }
    int ending = fileName.lastIndexOf('.');
    Matcher digits = LAST_DIGITS.matcher(ending < 0 ? fileName : fileName.substring(0, ending));
    if (!digits.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(digits.group(1)));
    } catch (NumberFormatException e) {
      return Optional.empty(); // more than 2^63
    }
  }

  /** Composed, since data sets and disks may write the same letters in two ways. */
  private static String lastName(String path) {
    return Normalizer.normalize(path.substring(path.lastIndexOf('/') + 1), Normalizer.Form.NFC);
  }
}
