package org.caption4j.image;

import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;

/**
 * Photos as a network takes them.
 *
 * @param indices which photos of a longer list these n are, ascending
 * @param pixels [n][3][height][width], flat, in the order of {@code indices}; not copied
 * @param faults why other photos of the list are not here
 */
public record PixelBatch(List<Integer> indices, float[] pixels, List<BadInputException> faults) {
  /** Copies the lists. */
  public PixelBatch {
    indices = List.copyOf(indices);
    faults = List.copyOf(faults);
  }

  /**
   * Prepares photos that are in memory.
   *
   * @param photos n of them, of any size
   * @param preprocessing what the network expects
   * @return all of them
   */
  public static PixelBatch of(List<Photo> photos, Preprocessing preprocessing) {
    float[] pixels = new float[Math.multiplyExact(photos.size(), preprocessing.length())];
    IntStream.range(0, photos.size())
        .parallel()
        .forEach(k -> preprocessing.apply(photos.get(k), pixels, k * preprocessing.length()));
    return new PixelBatch(IntStream.range(0, photos.size()).boxed().toList(), pixels, List.of());
  }

  /** Returns how many photos are here. */
  public int size() {
    return indices.size();
  }
}
