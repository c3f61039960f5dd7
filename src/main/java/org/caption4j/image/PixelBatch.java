package org.caption4j.image;

import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;

/**
 * Photos as a network takes them.
 *
 * @param items what these n photos are of, in their order
 * @param pixels [n][3][height][width], flat, in the order of {@code items}; not copied
 * @param warnings what is wrong with files although they could be read, a line each
 * @param unread others that should be here, and why they are not
 * @param <T> what a photo is called by
 */
public record PixelBatch<T>(
    List<T> items, float[] pixels, List<String> warnings, List<Unread<T>> unread) {
  /** Copies the lists. */
  public PixelBatch {
    items = List.copyOf(items);
    warnings = List.copyOf(warnings);
    unread = List.copyOf(unread);
  }

  /**
   * A photo that cannot be read.
   *
   * @param item which
   * @param fault why
   */
  public record Unread<T>(T item, BadInputException fault) {}

  /**
   * Prepares photos that are in memory.
   *
   * @param photos n of them, of any size
   * @param preprocessing what the network expects
   * @return all of them
   */
  public static PixelBatch<Photo> of(List<Photo> photos, Preprocessing preprocessing) {
    float[] pixels = new float[Math.multiplyExact(photos.size(), preprocessing.length())];
    IntStream.range(0, photos.size())
        .parallel()
        .forEach(k -> preprocessing.apply(photos.get(k), pixels, k * preprocessing.length()));
    return new PixelBatch<>(photos, pixels, List.of(), List.of());
  }

  /** Returns how many photos are here. */
  public int size() {
    return items.size();
  }

  /** Returns why others are not here. */
  public List<BadInputException> faults() {
    return unread.stream().map(Unread::fault).toList();
  }
}
