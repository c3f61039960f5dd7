package org.caption4j.encoder.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;

/**
 * oneDNN's library and its CPU engine. Both are loaded at first use, and serve all threads.
 *
 * <p>Where the library does not exist for a platform, or {@code CAPTION4J_ENGINE=nd4j} is set,
 * networks run as operations of ND4J.
 */
public final class OneDnn {
  private static final String ENGINE = "CAPTION4J_ENGINE";
  private static final String ND4J = "nd4j";

  private OneDnn() {}

  /** Loads the library when it is first touched. */
  private static final class Library {
    static final engine CPU = open();

    private static engine open() {
      if (ND4J.equalsIgnoreCase(System.getenv(ENGINE))) {
        return null;
      }
      try {
        return new engine(engine.kind.cpu, 0);
      } catch (LinkageError e) { // there is none for this platform, or it cannot be loaded
        return null;
      }
    }
  }

  /** Returns whether the library can be used here. */
  public static boolean isAvailable() {
    return Library.CPU != null;
  }

  /** Returns the CPU. */
  static engine engine() {
    return Library.CPU;
  }

  /**
   * Returns attributes of a primitive whose scratchpad is given with its arguments. With oneDNN's
   * own scratchpad, primitives that threads share give wrong numbers.
   */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }
}
