package org.caption4j.captioner;

import java.util.Iterator;
import java.util.List;
import org.caption4j.InParallel;
import org.caption4j.image.PixelBatch;

/**
 * Describes a stream of photos, batch by batch and in their order: a few batches at once, while
 * those behind them are read. So many photos are read and described ahead, and no more, so that
 * memory does not depend on how many there are.
 *
 * @param <T> what a photo is called by
 */
public final class DescribedPhotos<T> implements Iterator<DescribedPhotos.Batch<T>>, AutoCloseable {
  /**
   * Batches that are described at once. Each keeps several cores busy, but not all of the time: its
   * small operations run on one. A second one fills these gaps; a third would cost memory and find
   * none.
   */
  private static final int AT_ONCE = 2;

  private final InParallel<PixelBatch<T>, Batch<T>> described;

  /**
   * Begins.
   *
   * @param captioner not closed
   * @param photos prepared as its encoder expects them
   */
  public DescribedPhotos(Captioner captioner, Iterator<PixelBatch<T>> photos) {
    this.described =
        new InParallel<>(
            photos,
            AT_ONCE,
            AT_ONCE + 1,
            batch ->
                new Batch<>(
                    batch.items(), captioner.caption(batch), batch.warnings(), batch.unread()));
  }

  /**
   * Photos that were next to each other.
   *
   * @param items n that are described
   * @param captions of each of them, best first
   * @param warnings what is wrong with files although they could be read, a line each
   * @param unread those that are not, and why
   */
  public record Batch<T>(
      List<T> items,
      List<List<Caption>> captions,
      List<String> warnings,
      List<PixelBatch.Unread<T>> unread) {
    /** Returns how many photos these are, read or not. */
    public int size() {
      return items.size() + unread.size();
    }
  }

  @Override
  public boolean hasNext() {
    return described.hasNext();
  }

  /**
   * Waits until the next photos are described.
   *
   * @return one photo or more, less those that cannot be read
   */
  @Override
  public Batch<T> next() {
    return described.next();
  }

  /** Describes no others; waits for those that it is at. */
  @Override
  public void close() {
    described.close();
  }
}
