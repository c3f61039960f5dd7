package org.caption4j.encoder;

import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prepared pixels as an array. */
public final class NetworkInput {
  private NetworkInput() {}

  /**
   * Copies pixels into native memory.
   *
   * @param pixels of n photos, [n][3][height][width], flat
   * @param preprocessing that made them
   * @return [n, 3, height, width]; its memory is freed when it is closed, which that of a reshaped
   *     array is not
   */
  public static INDArray of(float[] pixels, Preprocessing preprocessing) {
    return Nd4j.create(
        pixels,
        new long[] {
          pixels.length / preprocessing.length(), 3, preprocessing.height(), preprocessing.width()
        },
        'c');
  }
}
