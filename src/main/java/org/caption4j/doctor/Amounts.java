package org.caption4j.doctor;

import java.util.Locale;

/** Amounts of memory and of disk space, as they are read by people. */
final class Amounts {
  private Amounts() {}

  static String bytes(long bytes) {
    return bytes >= 10_000_000_000L
        ? String.format(Locale.ROOT, "%,d GB", bytes / 1_000_000_000L)
        : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000L);
  }
}
