package org.caption4j.pretrained;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How patient a download is, and what it may use.
 *
 * @param transport what may go over the network
 * @param proxies who stands between
 * @param connectTimeout longest wait for a connection, above 0
 * @param readTimeout longest wait for the next bytes, above 0
 * @param slowest what is too slow to wait for
 * @param tries how often a source is asked in all, at least 1
 * @param firstWait about how long to wait before the second try; doubled before each one after
 * @param longestWait the doubling ends here
 * @param pause how waiting is done
 */
public record DownloadSettings(
    Transport transport,
    Proxies proxies,
    Duration connectTimeout,
    Duration readTimeout,
    MinimumRate slowest,
    int tries,
    Duration firstWait,
    Duration longestWait,
    Pause pause) {

  /** Waits between two tries. */
  @FunctionalInterface
  public interface Pause {
    /**
     * @param millis how long
     * @throws InterruptedException if the thread is to stop
     */
    void millis(long millis) throws InterruptedException;
  }

  /**
   * @throws IllegalArgumentException if a timeout is not above 0 or there is no try
   */
  public DownloadSettings {
    if (connectTimeout.toMillis() < 1 || readTimeout.toMillis() < 1 || tries < 1) {
      throw new IllegalArgumentException(
          "expected timeouts above 0 and at least 1 try but found %s, %s, %d"
              .formatted(connectTimeout, readTimeout, tries));
    }
  }

  /**
   * Encrypted only, 20 s to connect, 30 s without bytes, at least 1 kB/s over a minute, 4 tries,
   * waits of about 1, 2 and 4 s, the environment's proxies.
   */
  public static DownloadSettings defaults() {
    return new DownloadSettings(
        Transport.HTTPS_ONLY,
        Proxies.ofEnvironment(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        new MinimumRate(1000, Duration.ofMinutes(1)),
        4,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Thread::sleep);
  }

  /** The same patience with another transport. */
  public DownloadSettings withTransport(Transport other) {
    return new DownloadSettings(
        other, proxies, connectTimeout, readTimeout, slowest, tries, firstWait, longestWait, pause);
  }

  /**
   * Half to one and a half of the doubled wait: clients that failed together come back apart.
   *
   * @param failed tries so far, at least 1
   */
  long waitMillis(int failed) {
    double doubled = firstWait.toMillis() * Math.pow(2, failed - 1.0);
    double jitter = 0.5 + ThreadLocalRandom.current().nextDouble();
    return Math.round(Math.min(doubled, (double) longestWait.toMillis()) * jitter);
  }
}
