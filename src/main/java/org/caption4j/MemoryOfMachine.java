package org.caption4j;

import java.lang.management.ManagementFactory;

/**
 * The memory that there is for Java, and how much of it Java takes.
 *
 * @param total bytes of the machine, or of the container that limits it
 * @param free bytes of it that nobody uses; caches that would give way are not counted
 * @param heap the most that Java's heap grows to, in bytes
 */
public record MemoryOfMachine(long total, long free, long heap) {
  /** What the native libraries, the class files and the threads take beside the heap. */
  private static final long BESIDE_HEAP = 768L << 20;

  /** Looks at the machine that this runs on. */
  public static MemoryOfMachine here() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new MemoryOfMachine(
        system.getTotalMemorySize(), system.getFreeMemorySize(), Runtime.getRuntime().maxMemory());
  }

  /** Returns the largest heap that this machine has room for, in bytes; it may be below zero. */
  public long largestHeap() {
    return Math.min(total - BESIDE_HEAP, total / 4 * 3);
  }

  /** Says how Java gets more memory: by an option that this machine has room for, if there is. */
  public String advice() {
    long megabytes = largestHeap() >> 20;
    if (largestHeap() <= heap + heap / 8) {
      return "use a machine, or a container, with more than its %,d MB of memory"
          .formatted(total >> 20);
    }
    return "set CAPTION4J_JAVA_OPTIONS="
        + (megabytes >= 4096
            ? "-Xmx%dg".formatted(megabytes >> 10)
            : "-Xmx%dm".formatted(megabytes));
  }
}
