package org.caption4j.metric;

import java.util.List;

/**
 * A candidate whose n-grams are counted.
 *
 * @param caption the caption's n-grams
 * @param references the n-grams of each reference
 */
record CountedCandidate(Ngrams caption, List<Ngrams> references) {
  static CountedCandidate of(TokenizedCandidate image, NgramIds ids) {
    return new CountedCandidate(
        Ngrams.of(image.caption(), ids),
        image.references().stream().map(reference -> Ngrams.of(reference, ids)).toList());
  }
}
