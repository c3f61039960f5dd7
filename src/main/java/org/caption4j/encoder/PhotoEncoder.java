package org.caption4j.encoder;

import java.util.List;
import java.util.stream.IntStream;
import org.caption4j.image.Photo;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An encoder with photos at its door instead of numbers.
 *
 * @param encoder numbers to vectors; closed with this
 */
public record PhotoEncoder(Encoder encoder) implements AutoCloseable {
  /**
   * Encodes photos.
   *
   * @param photos n of them, of any size
   * @return [n, d] float32, one vector a photo; the caller's to close
   */
  public INDArray encode(List<Photo> photos) {
    return encodePixels(pixels(photos), photos.size());
  }

  /**
   * The part of the work that needs no network, so that it can be done ahead, on other threads.
   *
   * @param photos n of them
   * @return [n][3][height][width], flat
   */
  float[] pixels(List<Photo> photos) {
    Preprocessing preprocessing = encoder.preprocessing();
    int length = preprocessing.length();
    float[] pixels = new float[Math.multiplyExact(photos.size(), length)];
    IntStream.range(0, photos.size())
        .parallel()
        .forEach(k -> preprocessing.apply(photos.get(k), pixels, k * length));
    return pixels;
  }

  /**
   * @param pixels as {@link #pixels} gives them
   * @param n photos
   * @return [n, d]; the caller's to close
   */
  INDArray encodePixels(float[] pixels, int n) {
    Preprocessing preprocessing = encoder.preprocessing();
    try (INDArray batch =
        Nd4j.createFromArray(pixels).reshape(n, 3, preprocessing.height(), preprocessing.width())) {
      return encoder.encode(batch);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
