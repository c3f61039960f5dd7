package org.caption4j.batch;

/** Told how a run goes. */
public interface BatchListener {
  /**
   * Some photos are written; told once before the first.
   *
   * @param summary how many so far
   */
  void written(BatchSummary summary);

  /**
   * A photo cannot be described; the others go on.
   *
   * @param reason which, and why
   */
  void failed(String reason);

  /**
   * A photo is described although something is wrong with its file.
   *
   * @param warning which, and what
   */
  void warned(String warning);
}
