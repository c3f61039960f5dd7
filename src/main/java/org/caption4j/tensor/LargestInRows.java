package org.caption4j.tensor;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The largest numbers of each row of a matrix, and where they stand.
 *
 * @param columns for each row where its largest numbers stand, the largest first; of equals the
 *     earlier one
 * @param values for each row these numbers
 */
public record LargestInRows(int[][] columns, double[][] values) {
  /**
   * Finds them, on all cores.
   *
   * @param matrix [n, m], float or double
   * @param count how many a row; fewer where a row has no more
   * @param skipped columns that are passed over
   */
  public static LargestInRows of(INDArray matrix, int count, int... skipped) {
    int rows = Math.toIntExact(matrix.size(0));
    int[][] columns = new int[rows][];
    double[][] values = new double[rows][];
    Rows.transform(
        new RowFunction() {
          @Override
          public void apply(int row, float[][] matrices) {
            float[] x = matrices[0];
            for (int column : skipped) {
              x[column] = Float.NEGATIVE_INFINITY;
            }
            Largest largest = new Largest(Math.min(count, x.length));
            for (int k = 0; k < x.length; k++) {
              if (x[k] > largest.least) {
                largest.add(k, x[k]);
              }
            }
            keep(row, largest);
          }

          @Override
          public void apply(int row, double[][] matrices) {
            double[] x = matrices[0];
            for (int column : skipped) {
              x[column] = Double.NEGATIVE_INFINITY;
            }
            Largest largest = new Largest(Math.min(count, x.length));
            for (int k = 0; k < x.length; k++) {
              if (x[k] > largest.least) {
                largest.add(k, x[k]);
              }
            }
            keep(row, largest);
          }

          private void keep(int row, Largest largest) {
            columns[row] = Arrays.copyOf(largest.columns, largest.size);
            values[row] = Arrays.copyOf(largest.values, largest.size);
          }
        },
        List.of(matrix));
    return new LargestInRows(columns, values);
  }

  /** The largest numbers so far, in order: few, and few ever come. */
  private static final class Largest {
    private final int[] columns;
    private final double[] values;
    private int size;

    /** What another number must exceed. */
    private double least = Double.NEGATIVE_INFINITY;

    Largest(int count) {
      columns = new int[count];
      values = new double[count];
    }

    void add(int column, double value) {
      int at = size < values.length ? size++ : size - 1;
      for (; at > 0 && values[at - 1] < value; at--) {
        columns[at] = columns[at - 1];
        values[at] = values[at - 1];
      }
      columns[at] = column;
      values[at] = value;
      if (size == values.length) {
        least = values[size - 1];
      }
    }
  }
}
