package org.caption4j.encoder;

import java.io.UncheckedIOException;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.caption4j.tensor.Finite;
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
   * @throws UncheckedIOException with a {@link BadInputException} if the network gives numbers that
   *     are not finite
   */
  public INDArray encode(PixelBatch<?> batch) {
    try (INDArray pixels = NetworkInput.of(batch.pixels(), encoder.preprocessing())) {
      INDArray vectors = encoder.encode(pixels);
      if (!Finite.is(vectors)) {
        vectors.close();
        throw new UncheckedIOException(
            new BadInputException(
                "%s: gives NaN or infinity for a photo; expected finite numbers: its weights are damaged, or expect another preprocessing"
                    .formatted(encoder.name())));
      }
      return vectors;
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
