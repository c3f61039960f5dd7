package org.caption4j.tensor;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link RowFunction} over the rows of matrices on all cores.
 *
 * <p>Each row is brought to the Java heap and back, because the JIT compiler turns simple loops
 * over Java arrays into vector instructions, and loops over native memory not. That fuses what
 * would be many passes over memory, and on views of columns, which ND4J's element-wise operations
 * take slowly, it is an order of magnitude faster.
 */
public final class Rows {
  /** Values below which a second thread costs more than it brings. */
  private static final int SMALL = 1 << 13;

  private Rows() {}

  /**
   * Changes matrices in place.
   *
   * @param function what to do to each row
   * @param changed matrices [n, m] of the same n, float or double; views are welcome if their rows
   *     are contiguous
   */
  public static void transform(RowFunction function, INDArray... changed) {
    transform(function, List.of(), changed);
  }

  /**
   * Changes matrices in place, looking at others.
   *
   * @param function what to do to each row
   * @param read matrices [n, m] that are not changed
   * @param changed matrices [n, m] that are; all of the same n and type
   * @throws IllegalArgumentException if a matrix has another rank, type, number of rows or row
   *     layout
   */
  public static void transform(RowFunction function, List<INDArray> read, INDArray... changed) {
    run(function, read.size(), read.size() + changed.length, read, changed);
  }

  /**
   * Computes matrices from others.
   *
   * @param function what to do to each row; the rows of the results hold anything before it
   * @param read matrices [n, m] that are not changed
   * @param written matrices [n, m] that are overwritten, each perhaps one of those that are read;
   *     all of the same n and type
   * @throws IllegalArgumentException if a matrix has another rank, type, number of rows or row
   *     layout
   */
  public static void compute(RowFunction function, List<INDArray> read, INDArray... written) {
    run(function, read.size(), read.size(), read, written);
  }

  /**
   * @param firstStored the matrices from this one on are written back
   * @param loaded the matrices before this one are read
   */
  private static void run(
      RowFunction function, int firstStored, int loaded, List<INDArray> read, INDArray... stored) {
    List<INDArray> matrices = Stream.concat(read.stream(), Stream.of(stored)).toList();
    INDArray first = matrices.get(0);
    matrices.forEach(matrix -> check(matrix, first));
    int rows = Math.toIntExact(first.size(0));
    long values = matrices.stream().mapToLong(INDArray::length).sum();
    int tasks = values < SMALL ? 1 : Math.min(rows, 2 * Runtime.getRuntime().availableProcessors());
    boolean single = first.dataType() == DataType.FLOAT;
    IntStream range = IntStream.range(0, tasks);
    (tasks > 1 ? range.parallel() : range)
        .forEach(
            task -> {
              int from = (int) ((long) rows * task / tasks);
              int to = (int) ((long) rows * (task + 1) / tasks);
              if (single) {
                floats(function, matrices, firstStored, loaded, from, to);
              } else {
                doubles(function, matrices, firstStored, loaded, from, to);
              }
            });
  }

  private static void check(INDArray matrix, INDArray first) {
    boolean dense = matrix.rank() == 2 && (matrix.size(1) < 2 || matrix.stride(1) == 1);
    boolean alike = matrix.size(0) == first.size(0) && matrix.dataType() == first.dataType();
    boolean number = matrix.dataType() == DataType.FLOAT || matrix.dataType() == DataType.DOUBLE;
    if (!dense || !alike || !number) {
      throw new IllegalArgumentException(
          "expected FLOAT or DOUBLE matrices of %d contiguous rows but found %s"
              .formatted(first.size(0), matrix.shapeInfoToString()));
    }
  }

  private static void floats(
      RowFunction function,
      List<INDArray> matrices,
      int firstStored,
      int loaded,
      int from,
      int to) {
    int count = matrices.size();
    FloatPointer[] pointers = new FloatPointer[count];
    long[] strides = new long[count];
    float[][] values = new float[count][];
    for (int k = 0; k < count; k++) {
      INDArray matrix = matrices.get(k);
      pointers[k] = new FloatPointer(matrix.data().addressPointer());
      strides[k] = matrix.stride(0);
      values[k] = new float[Math.toIntExact(matrix.size(1))];
    }
    for (int row = from; row < to; row++) {
      for (int k = 0; k < loaded; k++) {
        pointers[k].position(row * strides[k]).get(values[k]);
      }
      function.apply(row, values);
      for (int k = firstStored; k < count; k++) {
        pointers[k].position(row * strides[k]).put(values[k]);
      }
    }
  }

  private static void doubles(
      RowFunction function,
      List<INDArray> matrices,
      int firstStored,
      int loaded,
      int from,
      int to) {
    int count = matrices.size();
    DoublePointer[] pointers = new DoublePointer[count];
    long[] strides = new long[count];
    double[][] values = new double[count][];
    for (int k = 0; k < count; k++) {
      INDArray matrix = matrices.get(k);
      pointers[k] = new DoublePointer(matrix.data().addressPointer());
      strides[k] = matrix.stride(0);
      values[k] = new double[Math.toIntExact(matrix.size(1))];
    }
    for (int row = from; row < to; row++) {
      for (int k = 0; k < loaded; k++) {
        pointers[k].position(row * strides[k]).get(values[k]);
      }
      function.apply(row, values);
      for (int k = firstStored; k < count; k++) {
        pointers[k].position(row * strides[k]).put(values[k]);
      }
    }
  }
}
