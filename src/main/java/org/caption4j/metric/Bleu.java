package org.caption4j.metric;

import java.util.List;

/**
 * What BLEU counts, of one image or of many together: Papineni et al., BLEU, a method for automatic
 * evaluation of machine translation, ACL 2002.
 *
 * <p>As the COCO evaluator has it: the length that a caption ought to have is that of the reference
 * closest in length, of equally close ones the shorter; small constants keep quotients finite, so
 * that an image without a common four-gram still has a BLEU-4 above 0. An empty caption scores 0.
 *
 * @param length tokens in captions
 * @param referenceLength tokens that they ought to have
 * @param correct n-grams in captions that a reference has as well, for n = 1 to 4, each at most as
 *     often as in one reference
 * @param guessed all n-grams in captions, for n = 1 to 4
 */
record Bleu(long length, long referenceLength, long[] correct, long[] guessed) {
  private static final double TINY = 1e-15;
  private static final double SMALL = 1e-9;

  /** Counts for one image. */
  static Bleu of(CountedCandidate image) {
    Ngrams caption = image.caption();
    long[] correct = new long[Ngrams.LONGEST];
    long[] guessed = new long[Ngrams.LONGEST];
    for (int n = 1; n <= Ngrams.LONGEST; n++) {
      correct[n - 1] = correct(image, n);
      guessed[n - 1] = caption.total(n);
    }
    return new Bleu(
        caption.length(), closest(caption.length(), image.references()), correct, guessed);
  }

  private static long correct(CountedCandidate image, int n) {
    NgramCounts grams = image.caption().byLength().get(n - 1);
    long correct = 0;
    for (int i = 0; i < grams.ids().length; i++) {
      int most = 0;
      for (Ngrams reference : image.references()) {
        most = Math.max(most, reference.byLength().get(n - 1).count(grams.ids()[i]));
      }
      correct += Math.min(most, grams.counts()[i]);
    }
    return correct;
  }

  private static int closest(int length, List<Ngrams> references) {
    int closest = references.get(0).length();
    for (Ngrams reference : references) {
      int nearer = Math.abs(closest - length) - Math.abs(reference.length() - length);
      if (nearer > 0 || (nearer == 0 && reference.length() < closest)) {
        closest = reference.length();
      }
    }
    return closest;
  }

  /** Adds up. */
  static Bleu sum(List<Bleu> images) {
    long length = 0;
    long referenceLength = 0;
    long[] correct = new long[Ngrams.LONGEST];
    long[] guessed = new long[Ngrams.LONGEST];
    for (Bleu image : images) {
      length += image.length;
      referenceLength += image.referenceLength;
      for (int i = 0; i < Ngrams.LONGEST; i++) {
        correct[i] += image.correct[i];
        guessed[i] += image.guessed[i];
      }
    }
    return new Bleu(length, referenceLength, correct, guessed);
  }

  /** Returns BLEU-1 to BLEU-4. */
  double[] scores() {
    double ratio = (length + TINY) / (referenceLength + SMALL);
    double brevity = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
    double[] scores = new double[Ngrams.LONGEST];
    double product = 1;
    for (int i = 0; i < scores.length; i++) {
      product *= (correct[i] + TINY) / (guessed[i] + SMALL);
      scores[i] = Math.pow(product, 1.0 / (i + 1)) * brevity;
    }
    return scores;
  }
}
