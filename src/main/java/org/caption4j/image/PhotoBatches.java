package org.caption4j.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;

/**
 * Files of photos, read and prepared in batches: the next one while the caller works on the last.
 * The first is begun at once. A photo is large and its prepared pixels are small; only these are
 * kept.
 */
public final class PhotoBatches implements Iterator<PixelBatch> {
  /**
   * Photos a batch: enough to keep the products large, few enough that a network's activations stay
   * small.
   */
  private static final int BATCH = 16;

  private final PhotoSource photos;
  private final Preprocessing preprocessing;
  private final List<Path> files;
  private int from;
  private CompletableFuture<PixelBatch> next;

  /**
   * @param photos files to photos
   * @param preprocessing photos to pixels
   * @param files the photos
   */
  public PhotoBatches(PhotoSource photos, Preprocessing preprocessing, List<Path> files) {
    this.photos = photos;
    this.preprocessing = preprocessing;
    this.files = List.copyOf(files);
    this.next = begin();
  }

  @Override
  public boolean hasNext() {
    return from < files.size();
  }

  /**
   * Waits for the next batch, and begins the one after it.
   *
   * @return one photo or more, less those that cannot be read
   */
  @Override
  public PixelBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all %d photos were read".formatted(files.size()));
    }
    PixelBatch batch = next.join();
    from += BATCH;
    next = begin();
    return batch;
  }

  private CompletableFuture<PixelBatch> begin() {
    int start = Math.min(from, files.size());
    int end = Math.min(start + BATCH, files.size());
    return CompletableFuture.supplyAsync(() -> read(start, end));
  }

  private PixelBatch read(int start, int end) {
    int length = preprocessing.length();
    float[] pixels = new float[Math.multiplyExact(end - start, length)];
    BadInputException[] faults = new BadInputException[end - start];
    IntStream.range(0, end - start)
        .parallel()
        .forEach(
            k -> {
              try {
                preprocessing.apply(photos.read(files.get(start + k)), pixels, k * length);
              } catch (BadInputException e) {
                faults[k] = e;
              } catch (IOException e) {
                faults[k] =
                    new BadInputException(
                        files.get(start + k) + ": cannot be read: " + e.getMessage(), e);
              }
            });
    List<Integer> indices = new ArrayList<>();
    for (int k = 0; k < faults.length; k++) {
      if (faults[k] == null) {
        System.arraycopy(pixels, k * length, pixels, indices.size() * length, length);
        indices.add(start + k);
      }
    }
    return new PixelBatch(
        indices,
        Arrays.copyOf(pixels, indices.size() * length),
        Arrays.stream(faults).filter(fault -> fault != null).toList());
  }
}
