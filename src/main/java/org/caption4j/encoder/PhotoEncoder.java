package org.caption4j.encoder;

import java.util.List;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    return encode(PixelBatch.of(photos, encoder.preprocessing()));
  }

  /**
   * Encodes photos that were prepared ahead, with this encoder's preprocessing.
   *
   * @param batch n photos, at least one
   * @return [n, d] float32, one vector a photo; the caller's to close
   */
  public INDArray encode(PixelBatch<?> batch) {
    try (INDArray pixels = NetworkInput.of(batch.pixels(), encoder.preprocessing())) {
      return encoder.encode(pixels);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
