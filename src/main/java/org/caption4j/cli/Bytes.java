package org.caption4j.cli;

import java.util.Locale;

/** Sizes of files as people read them. */
final class Bytes {
  private static final double MEGABYTE = 1e6;

  private Bytes() {}

  /** Returns a size in megabytes, such as {@code 528 MB} or {@code 2.3 MB}. */
  static String text(long bytes) {
    double megabytes = bytes / MEGABYTE;
    return String.format(Locale.ROOT, megabytes < 10 ? "%.1f MB" : "%.0f MB", megabytes);
  }
}
