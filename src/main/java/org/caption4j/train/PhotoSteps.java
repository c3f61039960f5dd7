package org.caption4j.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.Ahead;
import org.caption4j.BadInputException;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PhotoSource;
import org.caption4j.image.Preprocessing;

/**
 * The photos of an epoch's steps, read, changed at random, and prepared: those of the next step
 * while the caller works on the last. The first are begun at once.
 */
final class PhotoSteps implements Iterator<PhotoSteps.Step> {
  private final PhotoReader reader = new PhotoReader();
  private final long seed;
  private final int[] looks;
  private final CaptionedPhotos photos;
  private final Preprocessing preprocessing;
  private final Ahead<Step> steps;

  /**
   * @param photos all of them
   * @param preprocessing photos to pixels
   * @param batches numbers of the photos of each step, at least one step
   * @param seed of the random changes
   */
  PhotoSteps(CaptionedPhotos photos, Preprocessing preprocessing, List<int[]> batches, long seed) {
    this.photos = photos;
    this.preprocessing = preprocessing;
    this.seed = seed;
    this.looks = new int[photos.size()];
    this.steps = new Ahead<>(batches.stream().map(this::prepare).iterator(), 1);
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
    return steps.hasNext();
  }

  @Override
  public Step next() {
    return steps.next();
  }

  private Step prepare(int[] numbers) {
    int length = preprocessing.length();
    float[] pixels = new float[Math.multiplyExact(numbers.length, length)];
    BadInputException[] faults = new BadInputException[numbers.length];
    List<PhotoSource> parts = IntStream.of(numbers).mapToObj(this::nextLook).toList();
    IntStream.range(0, numbers.length)
        .parallel()
        .forEach(
            k -> {
              try {
                Photo part = parts.get(k).readOneOfMany(photos.files().get(numbers[k]));
                preprocessing.apply(part, pixels, k * length);
              } catch (BadInputException e) {
                faults[k] = e;
              }
            });
    return new Step(Arrays.copyOf(numbers, numbers.length), pixels, faults);
  }

  /** A photo that the epoch takes several times is changed in another way each time. */
  private PhotoSource nextLook(int number) {
    return new Augmentation(reader, seed + looks[number]++);
  }
}
