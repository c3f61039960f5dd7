package org.caption4j.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.NetworkInput;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PixelBatch;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Files of photos, each with its captions as token ids without START and END.
 *
 * @param files the photos
 * @param captions of each photo, one or more
 * @param sample which of the photos an epoch takes, and how often
 */
record CaptionedPhotos(List<Path> files, List<List<int[]>> captions, EpochSample sample) {
  /**
   * @throws IllegalArgumentException if there are not as many of the one as of the other
   */
  CaptionedPhotos {
    if (files.size() != captions.size()) {
      throw new IllegalArgumentException(
          "expected captions of each photo but found %d photos and those of %d"
              .formatted(files.size(), captions.size()));
    }
  }

  /** Photos of which an epoch takes each once. */
  CaptionedPhotos(List<Path> files, List<List<int[]>> captions) {
    this(files, captions, EpochSample.once(files.size()));
  }

  /**
   * Joins data sets.
   *
   * @param sets photos and captions
   * @param folders the same data sets, for their weights
   */
  static CaptionedPhotos joined(List<CaptionedPhotos> sets, List<CaptionedFolder> folders) {
    return new CaptionedPhotos(
        sets.stream().flatMap(set -> set.files().stream()).toList(),
        sets.stream().flatMap(set -> set.captions().stream()).toList(),
        EpochSample.of(sets.stream().map(CaptionedPhotos::size).toList(), folders));
  }

  /** Returns how many photos there are. */
  int size() {
    return files.size();
  }

  /** Returns how many captions all photos have together. */
  int captionCount() {
    return captions.stream().mapToInt(List::size).sum();
  }

  /** Returns how many captions an epoch's steps take together. */
  int captionCount(List<int[]> steps) {
    return steps.stream()
        .flatMapToInt(IntStream::of)
        .map(number -> captions.get(number).size())
        .sum();
  }

  /**
   * Returns how many photos have about as many captions together, at least one and at most as many
   * as an epoch takes.
   */
  int photosFor(int captionsWanted) {
    long photos = Math.round((double) captionsWanted * size() / captionCount());
    return (int) Math.max(1, Math.min(sample.size(), photos));
  }

  /**
   * The order of an epoch: shuffled, whole batches; the few photos left over come another time.
   *
   * @param batch photos a batch, at most as many as an epoch takes
   * @param seed the same seed gives the same order
   * @return batches of photo numbers
   */
  List<int[]> shuffled(int batch, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.of(sample.numbers(seed)).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return IntStream.range(0, order.size() / batch)
        .mapToObj(k -> order.subList(k * batch, (k + 1) * batch))
        .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /** Returns the first photos, at most as many as there are. */
  CaptionedPhotos first(int count) {
    int end = Math.min(count, size());
    return new CaptionedPhotos(files.subList(0, end), captions.subList(0, end));
  }

  /**
   * Photos that were read and encoded.
   *
   * @param examples their captions, and a row of the vectors for each photo
   * @param numbers which photo each row belongs to
   */
  record Encoded(Examples examples, List<Integer> numbers) {}

  /**
   * Encodes all photos, whole.
   *
   * @param preprocessing photos to pixels
   * @param encoder [n, 3, h, w] to [n, d]
   * @param skipped told of the photos that cannot be read
   * @return the others; their vectors are the caller's to close
   * @throws BadInputException if no photo can be read
   */
  Encoded encoded(
      Preprocessing preprocessing,
      UnaryOperator<INDArray> encoder,
      Consumer<BadInputException> skipped)
      throws BadInputException {
    List<INDArray> vectors = new ArrayList<>();
    List<int[]> read = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    try (PhotoBatches<Integer> batches =
        new PhotoBatches<>(
            new PhotoReader(), preprocessing, IntStream.range(0, size()).iterator(), files::get)) {
      while (batches.hasNext()) {
        PixelBatch<Integer> batch = batches.next();
        batch.faults().forEach(skipped);
        if (batch.size() == 0) {
          continue;
        }
        try (INDArray pixels = NetworkInput.of(batch.pixels(), preprocessing)) {
          vectors.add(encoder.apply(pixels));
        }
        for (int number : batch.items()) {
          read.addAll(captions.get(number));
          rows.addAll(Collections.nCopies(captions.get(number).size(), numbers.size()));
          numbers.add(number);
        }
      }
    }
    if (vectors.isEmpty()) {
      throw new BadInputException(
          "expected photos that can be read but found none among %d".formatted(size()));
    }
    return new Encoded(
        new Examples(
            stacked(vectors, numbers.size()),
            read,
            rows.stream().mapToInt(Integer::intValue).toArray()),
        numbers);
  }

  private static INDArray stacked(List<INDArray> parts, int rows) {
    INDArray all = Nd4j.createUninitialized(DataType.FLOAT, rows, parts.get(0).size(1));
    long from = 0;
    for (INDArray part : parts) {
      all.get(NDArrayIndex.interval(from, from + part.size(0)), NDArrayIndex.all()).assign(part);
      from += part.size(0);
      part.close();
    }
    return all;
  }
}
