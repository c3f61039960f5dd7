package org.caption4j.pretrained;

import java.io.IOException;
import java.time.Duration;

/**
 * The least that a download may bring.
 *
 * @param bytesPerSecond on average over the period, at least 0
 * @param period that is looked at, above 0
 */
public record MinimumRate(long bytesPerSecond, Duration period) {
  /**
   * @throws IllegalArgumentException if the rate is negative or the period is not above 0
   */
  public MinimumRate {
    if (bytesPerSecond < 0 || period.toMillis() < 1) {
      throw new IllegalArgumentException(
          "expected a rate of at least 0 and a period above 0 but found %d, %s"
              .formatted(bytesPerSecond, period));
    }
  }

  Watch watch() {
    return new Watch();
  }

  /** Looks at one answer, from its first byte. */
  final class Watch {
    private long since = System.nanoTime();
    private long bytes;

    /**
     * @param length of what has come since the last call
     * @throws IOException if less came in the last period than the rate demands
     */
    void received(int length) throws IOException {
      bytes += length;
      long now = System.nanoTime();
      double seconds = (now - since) / 1e9;
      if (seconds < period.toMillis() / 1e3) {
        return;
      }
      if (bytes < bytesPerSecond * seconds) {
        throw new IOException(
            "only %,d bytes came in %.0f s, expected %,d bytes/s"
                .formatted(bytes, Math.ceil(seconds), bytesPerSecond));
      }
      since = now;
      bytes = 0;
    }
  }
}
