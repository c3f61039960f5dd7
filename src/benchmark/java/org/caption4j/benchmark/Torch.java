package org.caption4j.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.caption4j.tensor.FloatBuffers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch by way of DJL, with as many threads as there are cores. */
final class Torch {
  private static final String CORES = Integer.toString(Runtime.getRuntime().availableProcessors());

  private Torch() {}

  /** Starts PyTorch, once. */
  static Engine engine() {
    System.setProperty("ai.djl.pytorch.num_threads", CORES);
    return Engine.getEngine("PyTorch");
  }

  /** Returns a new owner of arrays, to be closed. */
  static NDManager manager() {
    return engine().newBaseManager();
  }

  /**
   * Copies an array.
   *
   * @param array float32, of any order
   */
  static NDArray copy(NDManager manager, INDArray array) {
    try (INDArray dense = array.dup('c')) {
      return manager.create(FloatBuffers.of(dense), new Shape(array.shape()), DataType.FLOAT32);
    }
  }

  /** Copies the transpose of a matrix: PyTorch keeps weights as [out, in]. */
  static NDArray transpose(NDManager manager, INDArray matrix) {
    return copy(manager, matrix.transpose());
  }
}
