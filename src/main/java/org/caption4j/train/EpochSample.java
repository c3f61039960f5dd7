package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which items of several data sets an epoch takes, and how often. Items are captions or photos,
 * numbered from the first of the first set to the last of the last.
 *
 * @param parts the data sets, in order
 */
public record EpochSample(List<Part> parts) {
  /**
   * The items of one data set.
   *
   * @param size how many there are
   * @param weight how often an epoch takes each, above 0
   */
  public record Part(int size, double weight) {
    /** Returns how many an epoch takes, repetitions counted: at least one. */
    int taken() {
      return Math.toIntExact(Math.max(1, Math.round(weight * size)));
    }
  }

  /** Copies the list. */
  public EpochSample {
    parts = List.copyOf(parts);
  }

  /** Returns the sample that takes each item of one data set once. */
  static EpochSample once(int size) {
    return new EpochSample(List.of(new Part(size, 1)));
  }

  /**
   * @param sizes items of each data set
   * @param folders the data sets, for their weights
   */
  static EpochSample of(List<Integer> sizes, List<CaptionedFolder> folders) {
    return new EpochSample(
        IntStream.range(0, sizes.size())
            .mapToObj(k -> new Part(sizes.get(k), folders.get(k).weight()))
            .toList());
  }

  /** Returns how many items an epoch takes, repetitions counted. */
  int size() {
    return parts.stream().mapToInt(Part::taken).sum();
  }

  /**
   * Returns the items of an epoch, set after set. A set of n items and weight w gives {@code
   * round(w n)}: each item {@code floor(w)} times, or thereabouts, and the rest are different items
   * chosen at random.
   *
   * @param seed the same seed gives the same items
   */
  int[] numbers(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int[] numbers = new int[size()];
    int at = 0;
    int first = 0;
    for (Part part : parts) {
      int taken = part.taken();
      int whole = taken - taken % part.size();
      for (int k = 0; k < whole; k++) {
        numbers[at++] = first + k % part.size();
      }
      for (int chosen : chosen(taken - whole, part.size(), random)) {
        numbers[at++] = first + chosen;
      }
      first += part.size();
    }
    return numbers;
  }

  /** The first steps of a Fisher-Yates shuffle. */
  private static List<Integer> chosen(int count, int size, RandomGenerator random) {
    int[] all = IntStream.range(0, size).toArray();
    List<Integer> chosen = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int other = random.nextInt(k, size);
      int swap = all[k];
      all[k] = all[other];
      all[other] = swap;
      chosen.add(all[k]);
    }
    return chosen;
  }
}
