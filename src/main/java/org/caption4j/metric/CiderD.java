package org.caption4j.metric;

import java.util.Arrays;
import java.util.List;

/**
 * Agreement in the n-grams that tell an image from others: CIDEr-D of Vedantam et al., CIDEr,
 * consensus-based image description evaluation, CVPR 2015.
 *
 * <p>As the COCO evaluator has it: an n-gram's weight is its count, not its share, times {@code ln
 * N - ln max(1, df)}, where {@code df} of the {@code N} images have it in a reference; the lengths
 * that are compared are numbers of bigrams. Where all weights of a sentence are 0, so is its
 * similarity: an empty caption scores 0, and so does whatever is said of a single image.
 */
final class CiderD {
  private final double[] weights;

  /**
   * Weighs n-grams.
   *
   * @param images the images whose references tell how common n-grams are
   * @param ngrams how many different ones there are, in captions and references
   */
  CiderD(List<CountedCandidate> images, int ngrams) {
    int[] frequencies = documentFrequencies(images, ngrams);
    double all = Math.log(images.size());
    this.weights = new double[ngrams];
    for (int i = 0; i < ngrams; i++) {
      weights[i] = all - Math.log(Math.max(1, frequencies[i]));
    }
  }

  private static int[] documentFrequencies(List<CountedCandidate> images, int ngrams) {
    int[] frequencies = new int[ngrams];
    int[] lastSeen = new int[ngrams];
    Arrays.fill(lastSeen, -1);
    for (int image = 0; image < images.size(); image++) {
      for (Ngrams reference : images.get(image).references()) {
        for (NgramCounts grams : reference.byLength()) {
          for (int id : grams.ids()) {
            if (lastSeen[id] != image) {
              lastSeen[id] = image;
              frequencies[id]++;
            }
          }
        }
      }
    }
    return frequencies;
  }

  /** Scores the caption of an image: 0 to 10. */
  double score(CountedCandidate image) {
    return weighted(image.caption())
        .similarity(image.references().stream().map(this::weighted).toList());
  }

  private WeightedNgrams weighted(Ngrams sentence) {
    return new WeightedNgrams(
        sentence.length(), sentence.byLength().stream().map(this::weighted).toList());
  }

  private TermVector weighted(NgramCounts grams) {
    long[] terms = Arrays.stream(grams.ids()).asLongStream().toArray();
    return TermVector.of(terms, grams.counts(), id -> weights[(int) id]);
  }
}
