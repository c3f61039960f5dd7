package org.caption4j.tensor.pytorch;

/** Bytes of the file, from {@code begin} up to but without {@code end}. */
record Extent(long begin, long end) {
  long bytes() {
    return end - begin;
  }
}
