package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.caption4j.decoder.CaptionBatch;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.tensor.RowLookup;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Captions as numbers, each with the row of its photo's vector.
 *
 * @param views of the photos; the first shows them whole
 * @param captions token ids, without START and END
 */
public record Examples(List<View> views, List<int[]> captions) {
  /**
   * Batches whose captions are sorted by length together; more would make the order less random.
   */
  private static final int POOL = 20;

  /**
   * Vectors of all photos.
   *
   * @param vectors [n, D], possibly mapped from a file
   * @param rows for each caption the row of its photo
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record View(INDArray vectors, int[] rows) {}

  /**
   * @throws IllegalArgumentException if there is not one row a caption, or no caption at all
   */
  public Examples {
    for (View view : views) {
      if (captions.isEmpty() || captions.size() != view.rows().length) {
        throw new IllegalArgumentException(
            "expected captions with a row each but found %d captions and %d rows"
                .formatted(captions.size(), view.rows().length));
      }
    }
  }

  /**
   * @param vectors [n, D] of whole photos, the only view of them
   * @param captions token ids, without START and END
   * @param rows for each caption the row of its photo
   */
  Examples(INDArray vectors, List<int[]> captions, int[] rows) {
    this(List.of(new View(vectors, rows)), captions);
  }

  /** Returns the vectors of the whole photos, [n, D]. */
  INDArray vectors() {
    return views.get(0).vectors();
  }

  /**
   * @return how many captions there are
   */
  public int size() {
    return captions.size();
  }

  /**
   * The order of an epoch: shuffled, then cut into batches of captions of like length, so that all
   * of a batch take part in nearly all of its steps: large products.
   *
   * @param batchSize captions a batch
   * @param seed the same seed gives the same order
   * @return batches of caption numbers, the longest first in each; each caption once
   */
  List<int[]> shuffled(int batchSize, long seed) {
    Random random = new Random(seed);
    int[] order = IntStream.range(0, size()).toArray();
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int swap = order[k];
      order[k] = order[other];
      order[other] = swap;
    }
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += POOL * batchSize) {
      int to = Math.min(order.length, from + POOL * batchSize);
      batches.addAll(byLength(IntStream.range(from, to).map(k -> order[k]), batchSize));
    }
    java.util.Collections.shuffle(batches, random);
    return batches;
  }

  /** All captions, longest first: the largest products, where order does not matter. */
  List<int[]> sorted(int batchSize) {
    return byLength(IntStream.range(0, size()), batchSize);
  }

  private List<int[]> byLength(IntStream numbers, int batchSize) {
    int[] sorted = CaptionBatch.longestFirst(numbers, captions);
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < sorted.length; from += batchSize) {
      batches.add(
          java.util.Arrays.copyOfRange(sorted, from, Math.min(sorted.length, from + batchSize)));
    }
    return batches;
  }

  /**
   * Assembles a batch of whole photos. Its image vectors are copied; the caller closes them.
   *
   * @param numbers caption numbers, the longest caption first
   */
  CaptionBatch batch(int[] numbers) {
    return batch(numbers, views.get(0));
  }

  /**
   * Assembles a batch of one of the views. Its image vectors are copied; the caller closes them.
   *
   * @param numbers caption numbers, the longest caption first
   * @param random chooses the view
   */
  CaptionBatch batch(int[] numbers, RandomGenerator random) {
    return batch(numbers, views.get(random.nextInt(views.size())));
  }

  private CaptionBatch batch(int[] numbers, View view) {
    INDArray vectors = view.vectors();
    int[] imageRows = IntStream.of(numbers).map(k -> view.rows()[k]).toArray();
    INDArray images = Nd4j.createUninitialized(vectors.dataType(), numbers.length, vectors.size(1));
    RowLookup.gather(vectors, imageRows, images);
    return CaptionBatch.of(
        images,
        IntStream.of(numbers).mapToObj(captions::get).toList(),
        Vocabulary.START,
        Vocabulary.END);
  }

  /**
   * The mean loss of all captions, without dropout.
   *
   * @param forcing scores them
   * @param batchSize captions at a time
   * @return mean loss a token, END and UNK counted, in nats
   */
  double loss(TeacherForcing forcing, int batchSize) {
    double loss = 0;
    long tokens = 0;
    for (int[] numbers : sorted(batchSize)) {
      CaptionBatch batch = batch(numbers);
      loss += forcing.loss(batch);
      tokens += batch.tokens();
      batch.images().close();
    }
    return loss / tokens;
  }

  /** Root mean square of the vectors' components, over at most a thousand photos. */
  public double scale() {
    INDArray vectors = vectors();
    long n = Math.min(1000, vectors.size(0));
    INDArray some =
        vectors.get(
            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, n),
            org.nd4j.linalg.indexing.NDArrayIndex.all());
    double meanSquare = Math.pow(some.norm2Number().doubleValue(), 2) / some.length();
    return Math.max(1e-6, Math.sqrt(meanSquare));
  }
}
