package org.caption4j.tensor;

/** Something done to one row of a matrix, in place, in either precision. */
interface RowFunction {
  /**
   * @param row the row's number in the matrix
   * @param values holds the row at {@code from}, {@code length} long
   * @param from where the row begins
   * @param length its length
   */
  void apply(int row, float[] values, int from, int length);

  /** The same in double precision. */
  void apply(int row, double[] values, int from, int length);
}
