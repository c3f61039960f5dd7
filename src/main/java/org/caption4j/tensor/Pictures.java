package org.caption4j.tensor;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Views of pictures [n, h, w, c] and vectors [n, d]. */
final class Pictures {
  private Pictures() {}

  /** Returns all numbers of a dense array as a matrix: a row of it is a row of pixels. */
  static INDArray rows(INDArray array) {
    return array.rank() == 4
        ? array.reshape('c', array.size(0) * array.size(1), array.size(2) * array.size(3))
        : array;
  }

  /** Returns the pixels of a dense array, [n*h*w, c]. */
  static INDArray pixels(INDArray array) {
    return array.reshape('c', array.length() / array.size(array.rank() - 1), -1);
  }

  /** Returns a kernel [o, i, 1, 1] as a matrix [o, i]. */
  static INDArray matrix(INDArray kernel) {
    return kernel.reshape('c', kernel.size(0), kernel.size(1));
  }

  /** Returns some of the channels. */
  static INDArray channels(INDArray array, long from, long to) {
    return array.rank() == 4
        ? array.get(all(), all(), all(), interval(from, to))
        : array.get(all(), interval(from, to));
  }
}
