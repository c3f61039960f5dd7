package org.caption4j.tensor;

import java.nio.file.Path;
import org.bytedeco.javacpp.LongPointer;
import org.caption4j.BadInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells arrays of numbers from those in which some are infinite or no numbers at all (NaN). */
public final class Finite {
  /** Larger arrays take as long to look through as a photo takes; their results tell. */
  public static final long MOST_AT_START = 4 << 20;

  private static final int CHUNK = 1 << 13;

  /** All bits of the exponent are set in infinity and NaN, and in nothing else. */
  private static final long FLOAT_EXPONENTS = 0x7f8000007f800000L;

  /** Added to a full exponent, and to no other, it sets the sign. */
  private static final long FLOAT_OVERFLOWS = 0x0080000000800000L;

  private static final long FLOAT_SIGNS = 0x8000000080000000L;

  private static final long DOUBLE_EXPONENT = 0x7ff0000000000000L;

  private Finite() {}

  /**
   * Returns whether all numbers are finite; whole numbers always are.
   *
   * @param array of any shape
   */
  public static boolean is(INDArray array) {
    if (array.isEmpty()
        || (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE)) {
      return true;
    }
    if (!FloatBuffers.isDense(array)) {
      try (INDArray copy = array.dup('c')) {
        return is(copy);
      }
    }
    return array.dataType() == DataType.FLOAT ? floats(array) : doubles(array);
  }

  /**
   * Refuses an array of which some numbers are not finite.
   *
   * @param file where it is from
   * @param name of the tensor there
   * @throws BadInputException if there is such a number
   */
  public static void require(Path file, String name, INDArray array) throws BadInputException {
    if (!is(array)) {
      throw new BadInputException(
          "%s: tensor %s: expected finite numbers, found NaN or infinity; the file is damaged, or the training that made it failed"
              .formatted(file, name));
    }
  }

  /**
   * Refuses what is not finite as {@link #require} does, but lets arrays of more than {@link
   * #MOST_AT_START} numbers pass, for files that are read at each start.
   *
   * @throws BadInputException as {@link #require}
   */
  public static void requireAtStart(Path file, String name, INDArray array)
      throws BadInputException {
    if (array.length() <= MOST_AT_START) {
      require(file, name, array);
    }
  }

  /** Returns whether a number is none at all (NaN). */
  public static boolean hasNan(INDArray array) {
    for (long k = 0; k < array.length(); k++) {
      if (Double.isNaN(array.getDouble(k))) {
        return true;
      }
    }
    return false;
  }

  /** Two numbers at a time, since this is done at each start, before the compiler has warmed up. */
  private static boolean floats(INDArray array) {
    long pairs = array.length() / 2;
    if (array.length() % 2 == 1 && !Float.isFinite(array.getFloat(array.length() - 1))) {
      return false;
    }
    LongPointer bits = new LongPointer(array.data().pointer());
    long first = bits.position();
    long[] chunk = new long[CHUNK];
    for (long at = 0; at < pairs; at += CHUNK) {
      int count = (int) Math.min(CHUNK, pairs - at);
      bits.position(first + at).get(chunk, 0, count);
      if (!floats(chunk, count)) {
        return false;
      }
    }
    return true;
  }

  private static boolean floats(long[] pairs, int count) {
    long seen = 0;
    for (int i = 0; i < count; i++) {
      seen |= (pairs[i] & FLOAT_EXPONENTS) + FLOAT_OVERFLOWS;
    }
    return (seen & FLOAT_SIGNS) == 0;
  }

  private static boolean doubles(INDArray array) {
    LongPointer bits = new LongPointer(array.data().pointer());
    long[] chunk = new long[CHUNK];
    long first = bits.position();
    long length = array.length();
    for (long at = 0; at < length; at += CHUNK) {
      int count = (int) Math.min(CHUNK, length - at);
      bits.position(first + at).get(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if ((chunk[i] & DOUBLE_EXPONENT) == DOUBLE_EXPONENT) {
          return false;
        }
      }
    }
    return true;
  }
}
