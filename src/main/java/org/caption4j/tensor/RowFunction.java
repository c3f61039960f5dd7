package org.caption4j.tensor;

/**
 * Something computed on the same row of several matrices, in either precision. Java has no generics
 * over numbers, so the two methods say the same twice.
 */
public interface RowFunction {
  /**
   * @param row the row's number
   * @param values for each matrix its row, first those that are read, then those that are changed;
   *     each array begins with the row and may be overwritten
   */
  void apply(int row, float[][] values);

  /** The same in double precision. */
  void apply(int row, double[][] values);
}
