package org.caption4j.captioner;

import java.util.Iterator;
import java.util.List;
import org.caption4j.Ahead;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PixelBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Describes a stream of photos, batch by batch and in their order: while the beam search speaks of
 * one batch the encoder looks at the next, and those behind it are read. Each of them waits when it
 * is a step ahead, so that memory does not depend on how many photos there are.
 *
 * @param <T> what a photo is called by
 */
public final class DescribedPhotos<T> implements Iterator<DescribedPhotos.Batch<T>>, AutoCloseable {
  private final Captioner captioner;
  private final Ahead<Seen<T>> seen;

  /**
   * Begins.
   *
   * @param captioner used by nobody else meanwhile; not closed
   * @param photos prepared as its encoder expects them; not closed
   */
  public DescribedPhotos(Captioner captioner, PhotoBatches<T> photos) {
    this.captioner = captioner;
    this.seen =
        new Ahead<>(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return photos.hasNext();
              }

              @Override
              public Seen<T> next() {
                PixelBatch<T> batch = photos.next();
                INDArray vectors = batch.size() == 0 ? null : captioner.vectors(batch);
                return new Seen<>(batch.items(), vectors, batch.unread());
              }
            },
            1);
  }

  /** Photos' vectors, [n, D]; null where no photo could be read. */
  private record Seen<T>(List<T> items, INDArray vectors, List<PixelBatch.Unread<T>> unread) {}

  /**
   * Photos that were next to each other.
   *
   * @param items n that are described
   * @param captions of each of them, best first
   * @param unread those that are not, and why
   */
  public record Batch<T>(
      List<T> items, List<List<Caption>> captions, List<PixelBatch.Unread<T>> unread) {
    /** Returns how many photos these are, read or not. */
    public int size() {
      return items.size() + unread.size();
    }
  }

  @Override
  public boolean hasNext() {
    return seen.hasNext();
  }

  /**
   * Describes the next photos.
   *
   * @return one photo or more, less those that cannot be read
   */
  @Override
  public Batch<T> next() {
    Seen<T> batch = seen.next();
    if (batch.vectors == null) {
      return new Batch<>(List.of(), List.of(), batch.unread);
    }
    try (INDArray vectors = batch.vectors) {
      return new Batch<>(batch.items, captioner.captionVectors(vectors), batch.unread);
    }
  }

  /** Looks at no others; waits for the batch that is looked at. */
  @Override
  public void close() {
    seen.close();
  }
}
