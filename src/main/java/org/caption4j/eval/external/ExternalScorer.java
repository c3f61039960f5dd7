package org.caption4j.eval.external;

import java.io.IOException;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;

/**
 * Scores captions by somebody else's program. Each call runs the program once and waits for it; the
 * program and what it started are gone when the call returns, throws, or the JVM ends.
 */
public interface ExternalScorer {
  /** Returns what the program computes. */
  Metric metric();

  /**
   * Runs the program.
   *
   * @param texts at least one, each of another image
   * @param listener told how it goes
   * @return a figure over all images and one for each
   * @throws BadInputException if the program dies, is not done in time or says something else than
   *     it should; with the last lines that it wrote to standard error
   * @throws java.io.InterruptedIOException if the thread was interrupted; it still is then
   * @throws IOException if the program's files cannot be written or read
   * @throws IllegalArgumentException if there is no text, or an image has two
   */
  ExternalScores score(List<TokenizedText> texts, ScoringListener listener) throws IOException;
}
