package org.caption4j.tensor;

import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of a table by number, as a word embedding needs them, and the gradient of that. */
public final class RowLookup {
  private RowLookup() {}

  /**
   * {@code out[i] = table[rows[i]]}.
   *
   * @param table [V, E], dense
   * @param rows n row numbers, each in [0, V)
   * @param out [n, E], dense, of the same type; overwritten
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public static void gather(INDArray table, int[] rows, INDArray out) {
    gather(List.of(table), rows, out);
  }

  /**
   * The same of several tables, whose rows are numbered from the first of the first table to the
   * last of the last.
   *
   * @param tables [V_1, E], [V_2, E], ..., dense, of the same type
   * @param rows n row numbers, each in [0, V_1 + V_2 + ...)
   * @param out [n, E], dense, of the same type; overwritten
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public static void gather(List<INDArray> tables, int[] rows, INDArray out) {
    long bytes = out.size(1) * out.dataType().width();
    long all = tables.stream().mapToLong(table -> table.size(0)).sum();
    BytePointer[] from = new BytePointer[tables.size()];
    for (int t = 0; t < from.length; t++) {
      from[t] = new BytePointer(tables.get(t).data().addressPointer());
    }
    BytePointer to = new BytePointer(out.data().addressPointer());
    for (int i = 0; i < rows.length; i++) {
      long row = Objects.checkIndex((long) rows[i], all);
      int t = 0;
      while (row >= tables.get(t).size(0)) {
        row -= tables.get(t).size(0);
        t++;
      }
      Pointer.memcpy(to.position(i * bytes), from[t].position(row * bytes), bytes);
    }
  }

  /**
   * {@code gradient[rows[i]] += rowGradients[i]}, in the order of the rows, so that the sum is the
   * same in every run.
   *
   * @param gradient [V, E], dense, added to
   * @param rows n row numbers, each in [0, V)
   * @param rowGradients [n, E], dense
   */
  public static void scatterAdd(INDArray gradient, int[] rows, INDArray rowGradients) {
    int columns = Math.toIntExact(gradient.size(1));
    if (gradient.dataType() == DataType.FLOAT) {
      FloatPointer target = new FloatPointer(gradient.data().addressPointer());
      float[] sums = new float[Math.toIntExact(gradient.length())];
      float[] terms = new float[rows.length * columns];
      target.get(sums);
      new FloatPointer(rowGradients.data().addressPointer()).get(terms);
      for (int i = 0; i < rows.length; i++) {
        add(sums, rows[i] * columns, terms, i * columns, columns);
      }
      target.put(sums);
    } else {
      for (int i = 0; i < rows.length; i++) {
        gradient.getRow(rows[i]).addi(rowGradients.getRow(i));
      }
    }
  }

  private static void add(float[] sums, int to, float[] terms, int from, int count) {
    for (int k = 0; k < count; k++) {
      sums[to + k] += terms[from + k];
    }
  }
}
