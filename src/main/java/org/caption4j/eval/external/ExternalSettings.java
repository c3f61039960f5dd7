package org.caption4j.eval.external;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a program is run.
 *
 * @param java the {@code java} that runs it. SPICE was made for Java 8 and, by what its users
 *     report, fails in newer ones, 16 among them
 * @param heap how much memory its Java may use, as {@code -Xmx} takes it, such as {@code 2G}
 * @param limit longest time for one scoring, from start to end, above 0; the program is stopped
 *     then
 */
public record ExternalSettings(Path java, String heap, Duration limit) {
  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgGtT]?");

  /**
   * @throws IllegalArgumentException if the heap is no amount of memory or the limit is not above 0
   */
  public ExternalSettings {
    if (!HEAP.matcher(heap).matches()) {
      throw new IllegalArgumentException("expected a heap such as 2G but found " + heap);
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("expected a limit above 0 but found " + limit);
    }
  }

  /** The Java that runs this, 2 GB as in coco-caption, 30 minutes. */
  public static ExternalSettings meteor() {
    return new ExternalSettings(runningJava(), "2G", Duration.ofMinutes(30));
  }

  /**
   * The Java that runs this, 8 GB as in coco-caption, 2 hours: a first run parses every reference.
   */
  public static ExternalSettings spice() {
    return new ExternalSettings(runningJava(), "8G", Duration.ofHours(2));
  }

  /** The same with another {@code java}. */
  public ExternalSettings withJava(Path other) {
    return new ExternalSettings(other, heap, limit);
  }

  /** The same with another heap. */
  public ExternalSettings withHeap(String other) {
    return new ExternalSettings(java, other, limit);
  }

  /** The same with another limit. */
  public ExternalSettings withLimit(Duration other) {
    return new ExternalSettings(java, heap, other);
  }

  private static Path runningJava() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
  }
}
