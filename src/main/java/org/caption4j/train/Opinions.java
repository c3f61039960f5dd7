package org.caption4j.train;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a teacher says of n photos.
 *
 * @param features [n][d], flat
 * @param logits [n][c], flat; of the classes, before the softmax; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Opinions(float[] features, float[] logits) {
  /**
   * Cuts numbers into rows.
   *
   * @param flat [n][m]
   * @param n rows
   */
  static List<float[]> rows(float[] flat, int n) {
    int length = flat.length / n;
    return IntStream.range(0, n)
        .mapToObj(k -> Arrays.copyOfRange(flat, k * length, (k + 1) * length))
        .toList();
  }

  /** Puts opinions one behind the other. */
  static Opinions together(List<Opinions> parts) {
    return new Opinions(together(parts, Opinions::features), together(parts, Opinions::logits));
  }

  private static float[] together(List<Opinions> parts, Function<Opinions, float[]> numbers) {
    int length = parts.stream().map(numbers).mapToInt(part -> part.length).sum();
    FloatBuffer all = FloatBuffer.allocate(length);
    parts.stream().map(numbers).forEach(all::put);
    return all.array();
  }
}
