package org.caption4j.benchmark;

import org.nd4j.linalg.api.ndarray.INDArray;

/** VGG16 from a photo to its second layer of 4096 (fc7), by some library. */
interface Vgg16 extends AutoCloseable {
  /** Photos on their way. */
  @FunctionalInterface
  interface Encoding {
    /** Encodes the photos: [n, 4096], flat. */
    float[] encode();
  }

  /** Returns the library's name. */
  String name();

  /**
   * Brings photos where the library wants them.
   *
   * @param photos [n, 3, 224, 224], float32
   * @return encodes them
   */
  Encoding encoding(INDArray photos);

  @Override
  void close();
}
