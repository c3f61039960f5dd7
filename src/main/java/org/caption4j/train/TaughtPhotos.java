package org.caption4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.data.FeatureFile;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Preprocessing;

/**
 * Photos, small and decoded, with a teacher's vectors. 20,000 photos of 128x128 pixels take 1 GB.
 *
 * @param photos their pixels
 * @param vectors [n][d], the teacher's
 */
record TaughtPhotos(List<Photo> photos, float[][] vectors) {
  /**
   * Reads photos once; they are kept as pixels.
   *
   * @param files paths of photos; those that have no vector, since they could not be read, are left
   *     out
   * @param features the teacher's vectors, under these paths
   * @param size what photos are kept in
   * @throws IOException if a photo cannot be read any more
   */
  static TaughtPhotos read(List<String> files, FeatureFile features, Preprocessing size)
      throws IOException {
    List<String> known = files.stream().filter(features::contains).toList();
    PhotoReader reader = new PhotoReader();
    Photo[] photos = new Photo[known.size()];
    try {
      IntStream.range(0, photos.length)
          .parallel()
          .forEach(k -> photos[k] = small(reader, known.get(k), size));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<float[]> vectors = new ArrayList<>();
    for (String name : known) {
      vectors.add(features.vectors().getRow(features.row(name)).toFloatVector());
    }
    return new TaughtPhotos(List.of(photos), vectors.toArray(float[][]::new));
  }

  private static Photo small(PhotoReader reader, String file, Preprocessing size) {
    try {
      return size.fit(reader.read(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return photos.size();
  }

  /** Returns the mean square of the vectors' lengths. */
  double meanSquare() {
    double sum = 0;
    for (float[] vector : vectors) {
      for (float value : vector) {
        sum += (double) value * value;
      }
    }
    return sum / vectors.length;
  }
}
