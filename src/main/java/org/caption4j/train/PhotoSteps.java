package org.caption4j.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Preprocessing;

/**
 * The photos of an epoch's steps, read, cut, perhaps mirrored, and prepared: those of the next step
 * while the caller works on the last. The first are begun at once.
 */
final class PhotoSteps implements Iterator<PhotoSteps.Step> {
  private final PhotoReader reader = new PhotoReader();
  private final CaptionedPhotos photos;
  private final Preprocessing preprocessing;
  private final List<int[]> batches;
  private final long seed;
  private int done;
  private CompletableFuture<Step> next;

  /**
   * @param photos all of them
   * @param preprocessing photos to pixels
   * @param batches numbers of the photos of each step, at least one step
   * @param seed of what is cut out of the photos
   */
  PhotoSteps(CaptionedPhotos photos, Preprocessing preprocessing, List<int[]> batches, long seed) {
    this.photos = photos;
    this.preprocessing = preprocessing;
    this.batches = batches;
    this.seed = seed;
    this.next = begin();
  }

  /**
   * Photos of one step.
   *
   * @param numbers which photos these n are
   * @param pixels [n][3][height][width], flat; zeros where a photo cannot be read
   * @param faults n of them: why a photo cannot be read, or null
   */
  record Step(int[] numbers, float[] pixels, BadInputException[] faults) {}

  @Override
  public boolean hasNext() {
    return done < batches.size();
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all %d steps were taken".formatted(batches.size()));
    }
    Step step = next.join();
    done++;
    next = hasNext() ? begin() : null;
    return step;
  }

  private CompletableFuture<Step> begin() {
    int[] numbers = batches.get(done);
    return CompletableFuture.supplyAsync(() -> prepare(numbers));
  }

  private Step prepare(int[] numbers) {
    int length = preprocessing.length();
    float[] pixels = new float[Math.multiplyExact(numbers.length, length)];
    BadInputException[] faults = new BadInputException[numbers.length];
    IntStream.range(0, numbers.length)
        .parallel()
        .forEach(
            k -> {
              try {
                preprocessing.apply(part(numbers[k]), pixels, k * length);
              } catch (BadInputException e) {
                faults[k] = e;
              } catch (IOException e) {
                faults[k] =
                    new BadInputException(
                        photos.files().get(numbers[k]) + ": cannot be read: " + e.getMessage(), e);
              }
            });
    return new Step(Arrays.copyOf(numbers, numbers.length), pixels, faults);
  }

  private Photo part(int number) throws IOException {
    Photo photo = reader.read(photos.files().get(number));
    return Crop.random(photo, new SplittableRandom(seed * 1_000_003 + number)).of(photo);
  }
}
