package org.caption4j.benchmark;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The order in which PyTorch's LSTM keeps its gates: {@code i, f, g, o}. */
final class TorchLstmWeights {
  /** For each of PyTorch's gates its place in this project's {@code i, f, o, g}. */
  private static final int[] PLACES = {0, 1, 3, 2};

  private TorchLstmWeights() {}

  /**
   * @param matrix [n, 4H] in this project's order
   * @return the same columns in PyTorch's order
   */
  static INDArray reorder(INDArray matrix) {
    long size = matrix.size(1) / PLACES.length;
    return Nd4j.concat(
        1,
        IntStream.of(PLACES)
            .mapToObj(gate -> matrix.get(all(), interval(gate * size, (gate + 1) * size)))
            .toArray(INDArray[]::new));
  }
}
