package org.caption4j.decoder;

/**
 * How sentences are searched for.
 *
 * @param width how many partial sentences are kept a photo; 1 is greedy search
 * @param best how many sentences a photo gets, at most the width
 * @param minimumLength words before END may be said
 * @param maximumLength words after which a sentence is cut
 * @param lengthNormalisation exponent a of the length by which log-probabilities are divided,
 *     {@code log p / n^a}: 0 ranks by probability, which favours short sentences; 1 by the mean a
 *     token (Wu et al. 2016 discuss the choice)
 */
public record BeamSettings(
    int width, int best, int minimumLength, int maximumLength, double lengthNormalisation) {
  /** The widest beam. */
  public static final int MOST_WIDTH = 200;

  /** The longest sentence, in words. */
  public static final int MOST_LENGTH = 1000;

  /** The largest exponent of the length. */
  public static final double MOST_NORMALISATION = 10;

  /**
   * Width 3, the best sentence, 1 to 25 words, divided by length to the power of 0.7: better than 0
   * for English and Chinese captions of Flickr8k's dev photos (docs/training.md).
   */
  public static final BeamSettings STANDARD = new BeamSettings(3, 1, 1, 25, 0.7);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public BeamSettings {
    require(width >= 1 && width <= MOST_WIDTH, "a beam of 1 to " + MOST_WIDTH, width);
    require(best >= 1 && best <= width, "between 1 and " + width + " (the beam) sentences", best);
    require(
        maximumLength >= 1 && maximumLength <= MOST_LENGTH,
        "a maximum length of 1 to " + MOST_LENGTH,
        maximumLength);
    require(
        minimumLength >= 0 && minimumLength <= maximumLength,
        "a minimum length between 0 and " + maximumLength,
        minimumLength);
    require(
        lengthNormalisation >= 0 && lengthNormalisation <= MOST_NORMALISATION,
        "a length normalisation of 0 to %.0f".formatted(MOST_NORMALISATION),
        lengthNormalisation);
  }

  /** Returns these settings with another number of sentences a photo. */
  public BeamSettings withBest(int sentences) {
    return new BeamSettings(width, sentences, minimumLength, maximumLength, lengthNormalisation);
  }

  /** Score of a sentence of {@code tokens} tokens, END counted. */
  double score(double logProbability, int tokens) {
    return lengthNormalisation == 0
        ? logProbability
        : logProbability / Math.pow(tokens, lengthNormalisation);
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + " but found " + found);
    }
  }
}
