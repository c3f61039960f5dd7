package org.caption4j.encoder;

import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns photos into vectors. Several threads may ask for some at once. */
public interface Encoder extends AutoCloseable {
  /** Returns a name for people, such as {@code vgg16}. */
  String name();

  /** Returns d, the numbers in a vector. */
  int dimension();

  /** Returns how a photo becomes the numbers that this encoder's weights expect. */
  Preprocessing preprocessing();

  /**
   * Encodes photos.
   *
   * @param photos [n, 3, h, w], float32, any n; as {@link #preprocessing} makes them
   * @return [n, d], float32, the caller's to close
   * @throws IllegalArgumentException if the photos are of a shape that the encoder cannot take
   */
  INDArray encode(INDArray photos);

  /**
   * Returns a text that differs where architecture, weights, feature layer or preprocessing differ,
   * to name files of features after: hexadecimal, of fixed length.
   */
  String fingerprint();

  /**
   * Returns this encoder as one whose layers are known, so that it can be fine-tuned.
   *
   * @throws BadInputException if they are not; the message says what is in the way
   */
  default NetworkEncoder trainable() throws BadInputException {
    throw new BadInputException(
        "%s cannot be fine-tuned: expected an encoder whose layers are known here"
            .formatted(name()));
  }

  /** Frees what the encoder holds. */
  @Override
  void close();
}
