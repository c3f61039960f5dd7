package org.caption4j.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.caption4j.BadInputException;
import org.caption4j.InParallel;
import org.caption4j.tensor.NativeLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of photos, read and prepared in batches, on several cores: the next ones while the caller
 * works on the last. The first are begun at once. A photo is large and its prepared pixels are
 * small; only these are kept.
 *
 * @param <T> what a photo is called by
 */
public final class PhotoBatches<T> implements Iterator<PixelBatch<T>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhotoBatches.class);

  /**
   * Photos a batch: enough to keep the products large, few enough that a network's activations stay
   * small.
   */
  private static final int BATCH = 16;

  private final Preprocessing preprocessing;
  private final InParallel<T, Prepared<T>> photos;

  /**
   * Tells where photos are.
   *
   * @param <T> what a photo is called by
   */
  @FunctionalInterface
  public interface Locator<T> {
    /**
     * Tells where a photo is.
     *
     * @throws BadInputException if it is known that it cannot be read
     */
    Path locate(T item) throws BadInputException;
  }

  /** A photo's pixels, or why there are none. */
  private record Prepared<T>(
      T item, float[] pixels, List<String> warnings, BadInputException fault) {}

  /**
   * Reads with as many threads as there are cores.
   *
   * @param source files to photos
   * @param preprocessing photos to pixels
   * @param items the photos
   * @param file where an item's photo is
   */
  public PhotoBatches(
      PhotoSource source,
      Preprocessing preprocessing,
      Iterator<? extends T> items,
      Locator<? super T> file) {
    this(source, preprocessing, items, file, Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param source files to photos
   * @param preprocessing photos to pixels
   * @param items the photos, any number: they are pulled as they are needed
   * @param file where an item's photo is
   * @param threads that read, at least 1
   */
  public PhotoBatches(
      PhotoSource source,
      Preprocessing preprocessing,
      Iterator<? extends T> items,
      Locator<? super T> file,
      int threads) {
    this.preprocessing = preprocessing;
    LOG.debug("photos are read by {} threads", threads);
    NativeLibraries.initialise(); // here, before threads load OpenCV while others load ND4J
    this.photos =
        new InParallel<>(items, threads, 2 * BATCH + threads, item -> prepare(item, source, file));
  }

  private Prepared<T> prepare(T item, PhotoSource source, Locator<? super T> file) {
    try {
      long begun = System.nanoTime();
      float[] pixels = new float[preprocessing.length()];
      Path path = file.locate(item);
      Photo photo = source.readOneOfMany(path, preprocessing.side());
      preprocessing.apply(photo, pixels, 0);
      LOG.debug(
          "{}: {} x {}, read in {} ms",
          path,
          photo.width(),
          photo.height(),
          (System.nanoTime() - begun) / 1_000_000);
      return new Prepared<>(item, pixels, photo.warnings(), null);
    } catch (BadInputException e) {
      return new Prepared<>(item, new float[0], List.of(), e);
    }
  }

  @Override
  public boolean hasNext() {
    return photos.hasNext();
  }

  /**
   * Waits for the next batch.
   *
   * @return one photo or more, less those that cannot be read
   */
  @Override
  public PixelBatch<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<T> read = new ArrayList<>();
    List<PixelBatch.Unread<T>> unread = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int k = 0; k < BATCH && photos.hasNext(); k++) {
      Prepared<T> photo = photos.next();
      if (photo.fault == null) {
        read.add(photo.item);
        warnings.addAll(photo.warnings);
        rows.add(photo.pixels);
      } else {
        unread.add(new PixelBatch.Unread<>(photo.item, photo.fault));
      }
    }
    int length = preprocessing.length();
    float[] pixels = new float[Math.multiplyExact(rows.size(), length)];
    for (int k = 0; k < rows.size(); k++) {
      System.arraycopy(rows.get(k), 0, pixels, k * length, length);
    }
    return new PixelBatch<>(read, pixels, warnings, unread);
  }

  /** Reads no others. */
  @Override
  public void close() {
    photos.close();
  }
}
