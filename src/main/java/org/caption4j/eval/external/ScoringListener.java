package org.caption4j.eval.external;

/** Told how a scoring goes, on the thread that asked for it. */
public interface ScoringListener {
  /** Listens to nothing. */
  ScoringListener SILENT = new ScoringListener() {};

  /**
   * The program has dealt with an image. SPICE does not tell before it has dealt with all of them.
   *
   * @param done images so far
   * @param images in all
   */
  default void progress(int done, int images) {}
}
