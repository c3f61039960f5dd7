package org.caption4j.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.caption4j.image.Preprocessing;

/**
 * Lessons without end, in passes over all photos.
 *
 * <p>The teacher looks at some views of each photo, parts of it that may be mirrored. In each pass
 * the student sees one of them, mirrored or not, in another light. Looking takes the teacher longer
 * than learning takes the student; so what was said of a view is remembered, for passes that come
 * to it again.
 *
 * <p>Order, views and light are functions of seed, pass and the photo's number alone. One thread at
 * a time may ask for lessons.
 */
final class Lessons {
  private final KeptPhotos photos;
  private final Teacher teacher;
  private final int batch;
  private final int views;
  private final long seed;
  private final Opinions[] known;
  private int orderedPass = -1;
  private List<Integer> order;

  /**
   * @param photos to learn from
   * @param teacher looks at each view once
   * @param batch photos a lesson
   * @param views of each photo
   * @param seed of everything random
   */
  Lessons(KeptPhotos photos, Teacher teacher, int batch, int views, long seed) {
    this.photos = photos;
    this.teacher = teacher;
    this.batch = batch;
    this.views = views;
    this.seed = seed;
    this.known = new Opinions[Math.multiplyExact(views, photos.size())];
  }

  /** Returns how many photos a lesson has. */
  int batch() {
    return batch;
  }

  /** Returns how many lessons a pass has; the few photos left over come another time. */
  int count() {
    return photos.size() / batch;
  }

  /** Returns the order of the photos in a pass. */
  List<Integer> order(int pass) {
    Integer[] order = IntStream.range(0, photos.size()).boxed().toArray(Integer[]::new);
    Collections.shuffle(Arrays.asList(order), new Random(Seeds.of(seed, pass)));
    return Arrays.asList(order);
  }

  /**
   * Makes a lesson; takes as long as the teacher looks.
   *
   * @param number 0 for the first lesson of the first pass
   * @param size how the student sees photos now
   */
  Lesson lesson(int number, Preprocessing size) {
    int pass = number / count();
    int from = number % count() * batch;
    if (pass != orderedPass) {
      order = order(pass);
      orderedPass = pass;
    }
    int[] numbers = order.subList(from, from + batch).stream().mapToInt(photo -> photo).toArray();
    Photo[] seen = new Photo[batch];
    Photo[] unknown = new Photo[batch];
    IntStream.range(0, batch)
        .parallel()
        .forEach(
            k -> {
              Photo photo = photos.get(numbers[k]);
              Crop view =
                  Crop.random(photo, new SplittableRandom(Seeds.of(seed, place(pass, numbers[k]))));
              if (known[place(pass, numbers[k])] == null) {
                unknown[k] = view.of(photo);
              }
              SplittableRandom random =
                  new SplittableRandom(Seeds.of(seed * 31 + pass, numbers[k]));
              Photo part = view.mirrored(random.nextBoolean()).of(photo);
              seen[k] = Jitter.random(random).of(size.fit(part));
            });
    ask(pass, numbers, unknown);
    List<Opinions> opinions =
        Arrays.stream(numbers).mapToObj(photo -> known[place(pass, photo)]).toList();
    return new Lesson(PixelBatch.of(List.of(seen), size).pixels(), Opinions.together(opinions));
  }

  /** Where a photo's view of a pass stands among all views. */
  private int place(int pass, int photo) {
    return pass % views * photos.size() + photo;
  }

  private void ask(int pass, int[] numbers, Photo... unknown) {
    int[] asked = IntStream.range(0, batch).filter(k -> unknown[k] != null).toArray();
    if (asked.length == 0) {
      return;
    }
    Opinions said = teacher.look(Arrays.stream(asked).mapToObj(k -> unknown[k]).toList());
    List<float[]> features = Opinions.rows(said.features(), asked.length);
    List<float[]> logits = Opinions.rows(said.logits(), asked.length);
    for (int k = 0; k < asked.length; k++) {
      known[place(pass, numbers[asked[k]])] = new Opinions(features.get(k), logits.get(k));
    }
  }
}
