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
  private static final double SIGMA = 6;
  private static final double SCALE = 10;

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
    double sum = 0;
    for (Ngrams reference : image.references()) {
      sum += similarity(image.caption(), reference);
    }
    return SCALE * sum / image.references().size();
  }

  private double similarity(Ngrams caption, Ngrams reference) {
    double sum = 0;
    for (int i = 0; i < Ngrams.LONGEST; i++) {
      sum += cosine(caption.byLength().get(i), reference.byLength().get(i));
    }
    double delta = caption.total(2) - reference.total(2);
    return sum / Ngrams.LONGEST * Math.exp(-delta * delta / (2 * SIGMA * SIGMA));
  }

  /** Returns the cosine of two vectors, the caption's cut down to the reference's. */
  private double cosine(NgramCounts caption, NgramCounts reference) {
    double norms = norm(caption) * norm(reference);
    if (norms == 0) {
      return 0;
    }
    double product = 0;
    int j = 0;
    for (int i = 0; i < caption.ids().length; i++) {
      int id = caption.ids()[i];
      while (j < reference.ids().length && reference.ids()[j] < id) {
        j++;
      }
      if (j < reference.ids().length && reference.ids()[j] == id) {
        int clipped = Math.min(caption.counts()[i], reference.counts()[j]);
        product += clipped * weights[id] * (reference.counts()[j] * weights[id]);
      }
    }
    return product / norms;
  }

  private double norm(NgramCounts grams) {
    double squares = 0;
    for (int i = 0; i < grams.ids().length; i++) {
      double value = grams.counts()[i] * weights[grams.ids()[i]];
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
