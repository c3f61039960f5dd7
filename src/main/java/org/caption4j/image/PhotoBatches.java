package org.caption4j.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.Ahead;
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
  private final Ahead<PixelBatch> batches;

  /**
   * @param photos files to photos
   * @param preprocessing photos to pixels
   * @param files the photos
   */
  public PhotoBatches(PhotoSource photos, Preprocessing preprocessing, List<Path> files) {
    this.photos = photos;
    this.preprocessing = preprocessing;
    this.files = List.copyOf(files);
    int count = (files.size() + BATCH - 1) / BATCH;
    this.batches =
        new Ahead<>(
            0, count, 1, batch -> read(batch * BATCH, Math.min((batch + 1) * BATCH, files.size())));
  }

  @Override
  public boolean hasNext() {
    return batches.hasNext();
  }

  /**
   * Waits for the next batch, and begins the one after it.
   *
   * @return one photo or more, less those that cannot be read
   */
  @Override
  public PixelBatch next() {
    return batches.next();
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
                Photo photo = photos.readOneOfMany(files.get(start + k));
                preprocessing.apply(photo, pixels, k * length);
              } catch (BadInputException e) {
                faults[k] = e;
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
