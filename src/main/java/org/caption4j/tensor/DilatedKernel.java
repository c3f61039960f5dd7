package org.caption4j.tensor;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Kernels of dilated convolutions with zeros for the pixels that are left out. libnd4j computes the
 * padding of a dilated convolution as if it were not dilated, which oneDNN refuses.
 */
enum DilatedKernel {
  /** [o, i, kh, kw]. */
  OIHW(2),
  /** [kh, kw, i, m]. */
  HWIM(0);

  private final int rows;

  /**
   * @param rows the axis of the kernel's rows; that of its columns follows
   */
  DilatedKernel(int rows) {
    this.rows = rows;
  }

  /** Returns the kernel with zeros, to slide as {@link Window#spread} says. */
  INDArray spread(INDArray kernel, Window window) {
    INDArray spread = zeros(kernel, window);
    spread.get(places(window, spread.rank())).assign(kernel);
    return spread;
  }

  /** Returns zeros in the shape of the kernel with zeros. */
  INDArray zeros(INDArray kernel, Window window) {
    long[] shape = kernel.shape().clone();
    shape[rows] = window.spread().kernelHeight();
    shape[rows + 1] = window.spread().kernelWidth();
    return Nd4j.create(kernel.dataType(), shape);
  }

  /** Copies the kernel out of one with zeros. */
  void gather(INDArray spread, Window window, INDArray kernel) {
    kernel.assign(spread.get(places(window, spread.rank())));
  }

  private INDArrayIndex[] places(Window window, int rank) {
    INDArrayIndex[] places = new INDArrayIndex[rank];
    Arrays.fill(places, NDArrayIndex.all());
    Window wide = window.spread();
    places[rows] = NDArrayIndex.interval(0, window.dilationHeight(), wide.kernelHeight());
    places[rows + 1] = NDArrayIndex.interval(0, window.dilationWidth(), wide.kernelWidth());
    return places;
  }
}
