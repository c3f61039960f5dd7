package org.caption4j.train;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A data set that epochs are judged by, whose vectors change from epoch to epoch.
 *
 * @param photos with captions as token ids
 * @param references of the same photos; without them there is no CIDEr
 */
record ValidationPhotos(CaptionedPhotos photos, Optional<PhotoReferences> references) {
  /**
   * Encodes all photos, whole.
   *
   * @param preprocessing photos to pixels
   * @param encoder [n, 3, h, w] to [n, d]
   * @param skipped told of the photos that cannot be read
   * @return the others; their vectors are the caller's to close
   * @throws BadInputException if no photo can be read
   */
  ValidationSet encoded(
      Preprocessing preprocessing,
      UnaryOperator<INDArray> encoder,
      Consumer<BadInputException> skipped)
      throws BadInputException {
    CaptionedPhotos.Encoded encoded = photos.encoded(preprocessing, encoder, skipped);
    return new ValidationSet(
        encoded.examples(),
        IntStream.range(0, encoded.numbers().size()).toArray(),
        references.map(all -> all.of(encoded.numbers())));
  }
}
