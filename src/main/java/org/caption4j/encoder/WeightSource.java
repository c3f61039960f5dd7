package org.caption4j.encoder;

import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a network's weights come from.
 *
 * <p>Layers and parameters bear DL4J's names: {@code W} (convolution [o, i, kh, kw], dense [i, o]),
 * {@code b} [o], {@code pW} (pointwise part of a separable convolution, [o, i*m, 1, 1]; {@code W}
 * then is the depthwise part, [m, i, kh, kw]), and {@code gamma}, {@code beta}, {@code mean},
 * {@code var} [c] of a batch normalisation.
 */
public interface WeightSource extends AutoCloseable {
  /**
   * Returns a parameter.
   *
   * @param layer the layer's name
   * @param parameter the parameter's name
   * @param shape the shape it must have
   * @return float32; perhaps a view, perhaps read-only; valid until {@link #close}
   * @throws org.caption4j.BadInputException if it is missing or of another shape: file, tensor,
   *     expected, found
   * @throws IOException if it cannot be read
   */
  INDArray get(String layer, String parameter, long... shape) throws IOException;

  /** Returns whether a parameter is there. */
  boolean has(String layer, String parameter);

  /** Returns a text that differs where weights differ; see {@link FileFingerprint}. */
  String fingerprint();

  /** Frees the weights. */
  @Override
  void close();
}
