package org.caption4j.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of texts that are known by 128 bits of their SHA-256: 16 bytes a text and as much room,
 * however long the texts are.
 */
final class Fingerprints {
  private static final int START = 1 << 10;

  private final MessageDigest sha256;

  /** Pairs; a pair of zeros is free. */
  private long[] slots = new long[2 * START];

  private int size;

  Fingerprints() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a text and returns whether it was new. */
  boolean add(String text) {
    if (4L * size >= slots.length) {
      grow();
    }
    ByteBuffer digest = digest(text);
    boolean added = put(digest.getLong(), digest.getLong() | 1);
    size += added ? 1 : 0;
    return added;
  }

  boolean contains(String text) {
    ByteBuffer digest = digest(text);
    long first = digest.getLong();
    long second = digest.getLong() | 1;
    int slot = find(first, second);
    return slots[slot] == first && slots[slot + 1] == second;
  }

  int size() {
    return size;
  }

  private ByteBuffer digest(String text) {
    return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean put(long first, long second) {
    int slot = find(first, second);
    boolean free = slots[slot + 1] == 0;
    slots[slot] = first;
    slots[slot + 1] = second;
    return free;
  }

  /** Where a pair stands, or the free slot where it would. */
  private int find(long first, long second) {
    int mask = slots.length / 2 - 1;
    int place = (int) first & mask;
    while (slots[2 * place + 1] != 0
        && (slots[2 * place] != first || slots[2 * place + 1] != second)) {
      place = place + 1 & mask;
    }
    return 2 * place;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (int k = 0; k < old.length; k += 2) {
      if (old[k + 1] != 0) {
        put(old[k], old[k + 1]);
      }
    }
  }
}
