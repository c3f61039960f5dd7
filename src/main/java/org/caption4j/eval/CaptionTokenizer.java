package org.caption4j.eval;

import java.util.List;

/**
 * Cuts captions into the tokens that are compared. Has no state: any number of threads may use one.
 */
public interface CaptionTokenizer {
  /**
   * Cuts a caption.
   *
   * @param caption one caption, as somebody wrote it
   * @return its tokens, in order; none where nothing in it counts
   */
  List<String> tokens(String caption);
}
