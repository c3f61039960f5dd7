package org.caption4j.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.caption4j.batch.Arrivals;
import org.caption4j.batch.BatchListener;
import org.caption4j.batch.BatchRun;
import org.caption4j.batch.BatchSummary;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.image.PhotoBatches;

/**
 * The photos that a run describes: those that are there and, where somebody watches, in another
 * round whenever there are more; up to a limit.
 */
final class BatchRounds {
  private final BatchRun run;
  private final Optional<Arrivals> arrivals;
  private final Interruption interruption;
  private final long limit;
  private final long start;

  /**
   * @param run tells which photos are left
   * @param watch whether to wait for others
   * @param interruption ends them
   * @param limit photos in all rounds, at most
   */
  BatchRounds(BatchRun run, boolean watch, Interruption interruption, long limit) {
    this.run = run;
    this.arrivals = watch ? Optional.of(new Arrivals()) : Optional.empty();
    this.interruption = interruption;
    this.limit = limit;
    this.start = run.size();
  }

  /** Begins a round: lists photos that have no record. */
  Iterator<ListedPhoto> photos() {
    Iterator<ListedPhoto> rest = run.rest();
    Iterable<ListedPhoto> ready = () -> arrivals.isEmpty() ? rest : arrivals.get().complete(rest);
    return StreamSupport.stream(ready.spliterator(), false).limit(left()).iterator();
  }

  private long left() {
    return limit - (run.size() - start);
  }

  /**
   * Describes the photos of all rounds.
   *
   * @param first photos of the first round, begun already
   * @param begin begins those of another
   * @param captioner says what they show
   * @param listener told how it goes
   * @throws IOException if the disk does not take the captions
   */
  BatchSummary write(
      PhotoBatches<ListedPhoto> first,
      Function<Iterator<ListedPhoto>, PhotoBatches<ListedPhoto>> begin,
      Captioner captioner,
      BatchListener listener)
      throws IOException {
    BatchSummary summary = write(first, captioner, listener);
    while (summary.complete() && arrivals.isPresent()) {
      Optional<Iterator<ListedPhoto>> next = await(arrivals.get());
      if (next.isEmpty()) {
        return new BatchSummary(
            summary.described(), summary.failed(), summary.skipped(), interruption.goOn());
      }
      try (PhotoBatches<ListedPhoto> photos = begin.apply(next.get())) {
        summary = write(photos, captioner, listener);
      }
    }
    return summary;
  }

  private BatchSummary write(
      PhotoBatches<ListedPhoto> photos, Captioner captioner, BatchListener listener)
      throws IOException {
    try (DescribedPhotos<ListedPhoto> described = new DescribedPhotos<>(captioner, photos)) {
      return run.write(
          arrivals.isEmpty() ? described : arrivals.get().withoutIncomplete(described),
          interruption::goOn,
          listener);
    }
  }

  /** Waits for photos; there are none when the limit is reached, or the work is asked to end. */
  private Optional<Iterator<ListedPhoto>> await(Arrivals arriving) {
    while (left() > 0 && interruption.pause(arriving.pause())) {
      Iterator<ListedPhoto> photos = photos();
      if (photos.hasNext()) {
        return Optional.of(photos);
      }
    }
    return Optional.empty();
  }
}
