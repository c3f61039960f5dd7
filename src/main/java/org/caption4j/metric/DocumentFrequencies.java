package org.caption4j.metric;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How common n-grams of 1 to {@value Ngrams#LONGEST} tokens are: the number of images that have
 * each in a reference. CIDEr-D weighs n-grams by it (see {@link CiderD}).
 *
 * <p>N-grams of a single image are not kept: they weigh as much as those of none. Immutable.
 */
public final class DocumentFrequencies {
  /** The largest vocabulary whose n-grams can be counted, in tokens. */
  public static final int LARGEST_VOCABULARY = PackedNgrams.MOST_TOKENS;

  private static final String FORMAT = "caption4j-document-frequencies";
  private static final String VERSION = "1";
  private static final String NGRAMS = "ngrams";
  private static final String COUNTS = "counts";
  private static final int FEWEST = 2;

  private final int images;
  private final long[] ngrams;
  private final int[] counts;

  private DocumentFrequencies(int images, long[] ngrams, int[] counts) {
    this.images = images;
    this.ngrams = ngrams;
    this.counts = counts;
  }

  /**
   * Counts n-grams.
   *
   * @param references of each image, as token ids without START and END
   * @return in how many images each n-gram is
   * @throws IllegalArgumentException if an id is less than 1, or is not below {@link
   *     #LARGEST_VOCABULARY}
   */
  public static DocumentFrequencies of(List<List<int[]>> references) {
    long[] all =
        references.stream().flatMapToLong(DocumentFrequencies::distinct).sorted().toArray();
    long[] ngrams = new long[all.length];
    int[] counts = new int[all.length];
    int size = 0;
    for (int from = 0, to; from < all.length; from = to) {
      to = from + 1;
      while (to < all.length && all[to] == all[from]) {
        to++;
      }
      if (to - from >= FEWEST) {
        ngrams[size] = all[from];
        counts[size++] = to - from;
      }
    }
    return new DocumentFrequencies(
        references.size(), Arrays.copyOf(ngrams, size), Arrays.copyOf(counts, size));
  }

  private static LongStream distinct(List<int[]> references) {
    return references.stream()
        .flatMapToLong(
            tokens ->
                IntStream.rangeClosed(1, Ngrams.LONGEST)
                    .mapToObj(n -> PackedNgrams.sorted(tokens, n))
                    .flatMapToLong(Arrays::stream))
        .distinct();
  }

  /** Returns how many images were counted. */
  public int images() {
    return images;
  }

  /** Returns how many different n-grams are kept. */
  public int size() {
    return ngrams.length;
  }

  /**
   * Weighs a sentence's n-grams.
   *
   * @param tokens token ids of the vocabulary that was counted, without START and END
   * @return the sentence as CIDEr-D compares it
   * @throws IllegalArgumentException if an id is less than 1, or is not below {@link
   *     #LARGEST_VOCABULARY}
   */
  public WeightedNgrams weigh(int[] tokens) {
    List<TermVector> byLength =
        IntStream.rangeClosed(1, Ngrams.LONGEST)
            .mapToObj(n -> PackedNgrams.weighted(tokens, n, this::weight))
            .toList();
    return new WeightedNgrams(tokens.length, byLength);
  }

  /** Returns {@code ln N - ln max(1, df)}. */
  private double weight(long ngram) {
    int at = Arrays.binarySearch(ngrams, ngram);
    return Math.log(Math.max(1, images)) - Math.log(at < 0 ? 1 : counts[at]);
  }

  /**
   * Writes a safetensors file; an old one is replaced in one move.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    // an array of length 0 made from numbers has no shape
    tensors.put(
        NGRAMS, ngrams.length == 0 ? Nd4j.create(DataType.INT64, 0) : Nd4j.createFromArray(ngrams));
    tensors.put(
        COUNTS, counts.length == 0 ? Nd4j.create(DataType.INT32, 0) : Nd4j.createFromArray(counts));
    SafeTensorsWriter.write(
        file,
        tensors,
        Map.of("format", FORMAT, "version", VERSION, "images", String.valueOf(images)));
    tensors.values().forEach(INDArray::close);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BadInputException if the file is missing or damaged, or of a later version
   * @throws IOException if it cannot be read
   */
  public static DocumentFrequencies read(Path file) throws IOException {
    InputFile.require(file, "document frequencies");
    try (SafeTensors tensors = SafeTensors.open(file)) {
      require(file, "format", FORMAT, tensors.metadata().get("format"));
      require(file, "version", VERSION, tensors.metadata().get("version"));
      int images = images(file, tensors.metadata().get("images"));
      long[] ngrams = vector(tensors, NGRAMS, DataType.INT64).toLongVector();
      int[] counts = vector(tensors, COUNTS, DataType.INT32).toIntVector();
      if (ngrams.length != counts.length) {
        throw new BadInputException(
            "%s: expected as many counts as n-grams, found %d n-grams and %d counts"
                .formatted(file, ngrams.length, counts.length));
      }
      for (int i = 0; i < ngrams.length; i++) {
        if (i > 0 && ngrams[i] <= ngrams[i - 1]) {
          throw new BadInputException(
              "%s: n-gram %d: expected rising numbers, found %d after %d; the file is damaged"
                  .formatted(file, i, ngrams[i], ngrams[i - 1]));
        }
        if (counts[i] < FEWEST || counts[i] > images) {
          throw new BadInputException(
              "%s: n-gram %d: expected a count from %d to %d, found %d; the file is damaged"
                  .formatted(file, i, FEWEST, images, counts[i]));
        }
      }
      return new DocumentFrequencies(images, ngrams, counts);
    }
  }

  private static void require(Path file, String key, String expected, String found)
      throws BadInputException {
    if (!expected.equals(found)) {
      throw new BadInputException(
          "%s: expected document frequencies with the %s %s, found %s"
              .formatted(file, key, expected, found == null ? "none" : found));
    }
  }

  private static int images(Path file, String found) throws BadInputException {
    if (found == null || !found.matches("[0-9]{1,9}")) {
      throw new BadInputException(
          "%s: expected a number of images, found %s"
              .formatted(file, found == null ? "none" : found));
    }
    return Integer.parseInt(found);
  }

  private static INDArray vector(SafeTensors tensors, String name, DataType type)
      throws BadInputException {
    INDArray vector = tensors.get(name);
    if (vector.rank() != 1 || vector.dataType() != type) {
      throw new BadInputException(
          "%s: tensor %s: expected a vector of %s, found %s of shape %s"
              .formatted(
                  tensors.file(), name, type, vector.dataType(), Arrays.toString(vector.shape())));
    }
    return vector;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentFrequencies that
        && images == that.images
        && Arrays.equals(ngrams, that.ngrams)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ngrams) + images;
  }
}
