package org.caption4j.metric;

import java.util.List;

/**
 * The F-measure of the longest common subsequence: Lin, ROUGE, a package for automatic evaluation
 * of summaries, 2004.
 *
 * <p>As the COCO evaluator has it: recall weighs 1.2 times as much as precision; the best precision
 * and the best recall are taken over the references each for itself, perhaps from two of them; a
 * sentence without tokens counts as one empty word, so that an empty caption scores 0, or 1 where a
 * reference is empty too.
 */
final class RougeL {
  private static final double BETA = 1.2;

  private RougeL() {}

  /**
   * Scores a caption.
   *
   * @param caption its tokens
   * @param references the tokens of each reference
   * @return 0 to 1
   */
  static double score(int[] caption, List<int[]> references) {
    double precision = 0;
    double recall = 0;
    for (int[] reference : references) {
      double common = common(caption, reference);
      precision = Math.max(precision, common / Math.max(1, caption.length));
      recall = Math.max(recall, common / Math.max(1, reference.length));
    }
    if (precision == 0 || recall == 0) {
      return 0;
    }
    return (1 + BETA * BETA) * precision * recall / (recall + BETA * BETA * precision);
  }

  /** Returns the length of the longest common subsequence; two empty sentences share one word. */
  private static int common(int[] a, int[] b) {
    if (a.length == 0 && b.length == 0) {
      return 1;
    }
    int[] longest = new int[b.length + 1];
    for (int token : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.length; j++) {
        int above = longest[j];
        longest[j] = token == b[j - 1] ? diagonal + 1 : Math.max(above, longest[j - 1]);
        diagonal = above;
      }
    }
    return longest[b.length];
  }
}
