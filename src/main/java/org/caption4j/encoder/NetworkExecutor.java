package org.caption4j.encoder;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network on batches of photos, in several threads at once. */
interface NetworkExecutor extends AutoCloseable {
  /**
   * Runs a network.
   *
   * @param network the same for each call
   * @param photos [n, c, h, w], float32
   * @param shapes {h, w, c} or {d} of the network's results for photos of this size, by name
   * @param result [n, d] or [n, h', w', c'], overwritten
   */
  void run(Network network, INDArray photos, Map<String, long[]> shapes, INDArray result);

  /** Frees native memory; weights belong to whoever gave them. */
  @Override
  void close();
}
