package org.caption4j;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in the ways in which files are damaged, or made to do damage. */
public final class Mutation {
  private static final List<String> WORDS =
      List.of(
          "null",
          "2147483647",
          "-1",
          "9223372036854775807",
          "1e999",
          "384.9",
          "\"1\"",
          "[[[[",
          "{\"a\":",
          "\0",
          "\u001b[2J",
          "\n",
          "../../../etc/passwd",
          "/dev/zero",
          "NaN",
          "");

  private static final int[] NUMBERS = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fc00000};

  private Mutation() {}

  /**
   * Damages a file.
   *
   * @param seed the same seed gives the same damage
   */
  public static byte[] of(byte[] whole, long seed) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L + 1);
    byte[] damaged = whole.clone();
    int times = 1 + random.nextInt(3);
    for (int k = 0; k < times && damaged.length > 8; k++) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, Random random) {
    // the head of a file, which says what the rest is, is hit more often
    int bound = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 600);
    int at = random.nextInt(bound);
    switch (random.nextInt(7)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      }
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 2 -> {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
        return joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      }
      case 3 -> {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
        return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      }
      case 4 -> {
        byte[] overwritten = bytes.clone();
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = at; i < Math.min(bytes.length, at + Integer.BYTES); i++) {
          overwritten[i] = (byte) (number >> (8 * (i - at)));
        }
        return overwritten;
      }
      case 5 -> {
        return numberReplaced(bytes, at, word(random));
      }
      default -> {
        return joined(
            Arrays.copyOf(bytes, at), word(random), Arrays.copyOfRange(bytes, at, bytes.length));
      }
    }
  }

  private static byte[] word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a word in the place of the next digits, or of a quoted text. */
  private static byte[] numberReplaced(byte[] bytes, int from, byte[] word) {
    int begin = from;
    while (begin < bytes.length && !Character.isDigit(bytes[begin])) {
      begin++;
    }
    int end = begin;
    while (end < bytes.length && Character.isDigit(bytes[end])) {
      end++;
    }
    return joined(Arrays.copyOf(bytes, begin), word, Arrays.copyOfRange(bytes, end, bytes.length));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
