package org.caption4j.tensor;

import org.nd4j.linalg.factory.Nd4j;

/** The libraries that compute: half a second until they are loaded. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Loads them while the caller does something else; whoever computes first waits for them.
   *
   * @return to be joined before the program exits: a library that is being loaded must not be
   *     unloaded
   */
  public static Thread loadAhead() {
    Thread thread = new Thread(Nd4j::getBackend, "native libraries");
    thread.setDaemon(true);
    // What cannot be loaded is reported by whoever needs it.
    thread.setUncaughtExceptionHandler((failed, fault) -> {});
    thread.start();
    return thread;
  }
}
