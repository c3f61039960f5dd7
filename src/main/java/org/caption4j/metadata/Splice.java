package org.caption4j.metadata;

/**
 * A change to a file.
 *
 * @param at where bytes are taken out
 * @param removed how many
 * @param inserted what takes their place
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Splice(long at, long removed, byte[] inserted) {
  /** Where the file goes on. */
  long end() {
    return at + removed;
  }
}
