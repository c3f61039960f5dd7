package org.caption4j.tensor;

import org.nd4j.linalg.factory.Nd4j;

/** The libraries that compute: half a second until they are loaded. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /** Loads ND4J's. */
  public static void loadNd4j() {
    Nd4j.getBackend();
  }

  /**
   * Loads a library while the caller does something else; whoever computes first waits for it.
   *
   * @param name of the library
   * @param loading what loads it; what cannot be loaded is reported by whoever needs it
   * @return to be joined before the program exits: a library that is being loaded must not be
   *     unloaded
   */
  public static Thread loadAhead(String name, Runnable loading) {
    Thread thread = new Thread(loading, "loading " + name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, fault) -> {});
    thread.start();
    return thread;
  }
}
