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
 * @param sample which of the captions an epoch takes, and how often
 */
public record Examples(List<View> views, List<int[]> captions, EpochSample sample) {
  /**
   * Batches whose captions are sorted by length together; more would make the order less random.
   */
  private static final int POOL = 20;

  /**
   * Vectors of all photos.
   *
   * @param tables of each data set, [n, D], possibly mapped from a file
   * @param rows for each caption the row of its photo; rows are numbered from the first of the
   *     first table to the last of the last
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record View(List<INDArray> tables, int[] rows) {
    private int rowCount() {
      return Math.toIntExact(tables.stream().mapToLong(table -> table.size(0)).sum());
    }

    private static View joined(List<View> views) {
      List<INDArray> tables = new ArrayList<>();
      IntStream.Builder rows = IntStream.builder();
      int first = 0;
      for (View view : views) {
        tables.addAll(view.tables());
        for (int row : view.rows()) {
          rows.add(first + row);
        }
        first += view.rowCount();
      }
      return new View(tables, rows.build().toArray());
    }
  }

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

  /** Examples of which an epoch takes each once. */
  Examples(List<View> views, List<int[]> captions) {
    this(views, captions, EpochSample.once(captions.size()));
  }

  /**
   * @param vectors [n, D] of whole photos, the only view of them
   * @param captions token ids, without START and END
   * @param rows for each caption the row of its photo
   */
  Examples(INDArray vectors, List<int[]> captions, int[] rows) {
    this(List.of(new View(List.of(vectors), rows)), captions);
  }

  /**
   * Joins data sets.
   *
   * @param sets each with as many views
   * @param folders the same data sets, for their weights
   */
  static Examples joined(List<Examples> sets, List<CaptionedFolder> folders) {
    List<View> views =
        IntStream.range(0, sets.get(0).views().size())
            .mapToObj(k -> View.joined(sets.stream().map(set -> set.views().get(k)).toList()))
            .toList();
    List<int[]> captions = sets.stream().flatMap(set -> set.captions().stream()).toList();
    return new Examples(
        views, captions, EpochSample.of(sets.stream().map(Examples::size).toList(), folders));
  }

  /** Returns the vectors of the whole photos of the first data set, [n, D]. */
  INDArray vectors() {
    return views.get(0).tables().get(0);
  }

  /** Returns how many photos the captions belong to. */
  int photoCount() {
    return (int) IntStream.of(views.get(0).rows()).distinct().count();
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
   * @return batches of caption numbers, the longest first in each; each caption as often as the
   *     epoch takes it
   */
  List<int[]> shuffled(int batchSize, long seed) {
    Random random = new Random(seed);
    int[] order = sample.numbers(seed);
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
    INDArray first = view.tables().get(0);
    int[] imageRows = IntStream.of(numbers).map(k -> view.rows()[k]).toArray();
    INDArray images = Nd4j.createUninitialized(first.dataType(), numbers.length, first.size(1));
    RowLookup.gather(view.tables(), imageRows, images);
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

  /**
   * Root mean square of the vectors' components, over at most a thousand photos of the first data
   * set.
   */
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
