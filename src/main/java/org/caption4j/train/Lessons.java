package org.caption4j.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.caption4j.image.Preprocessing;

/**
 * Lessons without end, in passes over all photos: another part of each photo every time, in another
 * light, perhaps mirrored, with what the teacher says of the very same part.
 *
 * <p>Order, parts and light are functions of seed, pass and the photo's number alone.
 *
 * @param photos to learn from
 * @param teacher looks at each part
 * @param preprocessing of the student
 * @param batch photos a lesson
 * @param seed of everything random
 */
record Lessons(
    KeptPhotos photos, Teacher teacher, Preprocessing preprocessing, int batch, long seed) {
  /** Returns how many lessons a pass has; the few photos left over come another time. */
  int count() {
    return photos.size() / batch;
  }

  /** Returns the order of the photos in a pass. */
  List<Integer> order(int pass) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, photos.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed * 1_000_003 + pass));
    return order;
  }

  /**
   * Makes a lesson; takes as long as the teacher looks.
   *
   * @param number 0 for the first lesson of the first pass
   */
  Lesson lesson(int number) {
    int pass = number / count();
    int from = number % count() * batch;
    List<Photo> parts =
        order(pass).subList(from, from + batch).stream()
            .parallel()
            .map(photo -> part(pass, photo))
            .toList();
    float[] pixels = PixelBatch.of(parts, preprocessing).pixels();
    return new Lesson(pixels, teacher.look(parts));
  }

  private Photo part(int pass, int number) {
    SplittableRandom random = new SplittableRandom((seed * 31 + pass) * 1_000_003 + number);
    Photo photo = photos.get(number);
    Photo part = Crop.random(photo, random).of(photo);
    return Jitter.random(random).of(part);
  }
}
