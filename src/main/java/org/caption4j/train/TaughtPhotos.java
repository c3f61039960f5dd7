package org.caption4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whole photos with what a teacher says of them, to judge a student by.
 *
 * @param photos of the size that the student sees
 * @param features [n][d]
 * @param logits [n][c], c perhaps 0
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record TaughtPhotos(List<Photo> photos, float[][] features, float[][] logits) {
  private static final int LOOK = 32;

  /**
   * Shows photos to a teacher.
   *
   * @param kept the photos, at least one
   * @param teacher looks at each once
   * @param size what the student sees
   */
  static TaughtPhotos of(KeptPhotos kept, Teacher teacher, Preprocessing size) {
    List<Photo> photos = new ArrayList<>();
    List<float[]> features = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (int from = 0; from < kept.size(); from += LOOK) {
      int to = Math.min(kept.size(), from + LOOK);
      List<Photo> part = IntStream.range(from, to).parallel().mapToObj(kept::get).toList();
      Opinions opinions = teacher.look(part);
      features.addAll(Opinions.rows(opinions.features(), part.size()));
      logits.addAll(Opinions.rows(opinions.logits(), part.size()));
      part.forEach(photo -> photos.add(size.fit(photo)));
    }
    return new TaughtPhotos(
        photos, features.toArray(float[][]::new), logits.toArray(float[][]::new));
  }

  int size() {
    return photos.size();
  }

  /**
   * Compares what a student says of them with what the teacher said.
   *
   * @param student whose vectors
   * @param heads make opinions of these
   */
  Agreement agreement(PhotoEncoder student, HeadNetwork heads) {
    List<float[]> studentFeatures = new ArrayList<>();
    List<float[]> studentLogits = new ArrayList<>();
    for (int from = 0; from < size(); from += LOOK) {
      int to = Math.min(size(), from + LOOK);
      try (INDArray vectors = student.encode(photos.subList(from, to))) {
        Opinions opinions = heads.opinions(vectors);
        studentFeatures.addAll(Opinions.rows(opinions.features(), to - from));
        studentLogits.addAll(Opinions.rows(opinions.logits(), to - from));
      }
    }
    return Agreement.of(
        studentFeatures.toArray(float[][]::new),
        features,
        studentLogits.toArray(float[][]::new),
        logits);
  }
}
