package org.caption4j.metric;

/**
 * Numbers for n-grams of all lengths, from 0, in the order in which they come. An n-gram is looked
 * up by the number of what stands before its last token, and that token: no n-gram is ever
 * assembled.
 */
final class NgramIds {
  /** Stands before the only token of a unigram. */
  static final int NOTHING = -1;

  private static final int INITIAL_SLOTS = 1 << 16;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  // open addressing; a key is never 0
  private long[] keys = new long[INITIAL_SLOTS];
  private int[] ids = new int[INITIAL_SLOTS];
  private int size;

  /**
   * Returns the number of an n-gram; a new one gets the next.
   *
   * @param prefix the number of all but its last token, or {@link #NOTHING}
   * @param token its last token, 0 or more
   */
  int of(int prefix, int token) {
    long key = ((prefix + 2L) << Integer.SIZE) | token;
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (size >= keys.length / 2) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      ids[slot] = size++;
    }
    return ids[slot];
  }

  /** Returns how many n-grams have numbers. */
  int size() {
    return size;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * GOLDEN_RATIO) >>> Long.numberOfLeadingZeros(mask));
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldIds = ids;
    keys = new long[2 * oldKeys.length];
    ids = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        ids[slot] = oldIds[i];
      }
    }
  }
}
