package org.caption4j.metric;

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

  /**
   * Cuts a caption that stands above another one in a list. A tokenizer that the field feeds with
   * whole lists may read on into the next; most do not.
   *
   * @param caption one caption
   * @param next the one below it, empty below the last
   * @return the tokens of {@code caption} alone
   */
  default List<String> tokens(String caption, String next) {
    return tokens(caption);
  }
}
