package org.caption4j.captioner;

import java.util.List;
import org.caption4j.decoder.Hypothesis;

/** Chooses a photo's captions among hypotheses. */
@FunctionalInterface
interface Choice {
  /**
   * Chooses.
   *
   * @param hypotheses of one photo, best first
   * @return those to be its captions, best first
   */
  List<Hypothesis> of(List<Hypothesis> hypotheses);
}
