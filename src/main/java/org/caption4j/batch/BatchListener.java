package org.caption4j.batch;

/** Told how a run goes. */
public interface BatchListener {
  /**
   * Some photos are written, those of earlier runs included; told once before the first.
   *
   * @param described how many have captions
   * @param failed how many have a reason why not
   */
  void written(long described, long failed);

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
