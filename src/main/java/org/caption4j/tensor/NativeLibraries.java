package org.caption4j.tensor;

import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.Pointer;
import org.caption4j.BadInputException;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The libraries that compute: half a second until they are loaded. */
public final class NativeLibraries {
  /** What the first library that was loaded ahead failed with; later ones only say that it did. */
  private static final AtomicReference<Throwable> FIRST_FAULT = new AtomicReference<>();

  private NativeLibraries() {}

  /**
   * Initialises JavaCPP, which loads all libraries; before the first of several threads loads one.
   *
   * <p>A thread that loads a library holds JavaCPP's lock and waits for its class {@code Pointer}
   * to be initialised; a thread that initialises that class waits for the lock. Two threads that
   * begin so wait for each other for ever.
   */
  public static void initialise() {
    Pointer.maxBytes(); // a static method: the class is initialised now
  }

  /** Loads ND4J's. */
  public static void loadNd4j() {
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    // made here: the first logger takes a while, which the caller of loadAhead shall not wait for
    Logger log = LoggerFactory.getLogger(NativeLibraries.class);
    if (log.isDebugEnabled()) {
      log.debug("ND4J: {}, {} threads", backend, Nd4j.getEnvironment().maxThreads());
    }
  }

  /**
   * Loads a library while the caller does something else; whoever computes first waits for it.
   * {@link #initialise} comes before.
   *
   * @param name of the library
   * @param loading what loads it; what cannot be loaded is reported by whoever needs it
   * @return to be joined before the program exits: a library that is being loaded must not be
   *     unloaded
   */
  public static Thread loadAhead(String name, Runnable loading) {
    Thread thread = new Thread(loading, "loading " + name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, fault) -> FIRST_FAULT.compareAndSet(null, fault));
    thread.start();
    return thread;
  }

  /**
   * Tells why a library cannot be used.
   *
   * @param fault what was thrown when it was needed
   * @return one line: the folder, the reason, what to do
   */
  public static BadInputException fault(LinkageError fault) {
    Throwable first = FIRST_FAULT.get();
    return NativeFault.of(first == null ? fault : first);
  }
}
