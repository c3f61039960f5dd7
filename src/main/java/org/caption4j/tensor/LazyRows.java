package org.caption4j.tensor;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of a table that is never there as a whole: each is made when it is first asked for, and kept
 * on the Java heap. Several threads may ask; the row is the same whoever made it.
 */
public final class LazyRows {
  private final IntFunction<INDArray> maker;
  private final AtomicReferenceArray<HeapVector> rows;

  /**
   * @param count how many rows there are
   * @param maker makes one by its number, [1, m], float or double; the array is not kept, and not
   *     closed
   */
  public LazyRows(int count, IntFunction<INDArray> maker) {
    this.maker = maker;
    this.rows = new AtomicReferenceArray<>(count);
  }

  /**
   * {@code out[i] = row numbers[i]}.
   *
   * @param numbers n row numbers, each in [0, count)
   * @param out [n, m], dense, of the rows' type; overwritten
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public void gather(int[] numbers, INDArray out) {
    long columns = out.size(1);
    for (int i = 0; i < numbers.length; i++) {
      row(numbers[i]).writeTo(out, i * columns);
    }
  }

  private HeapVector row(int number) {
    HeapVector known = rows.get(number);
    if (known != null) {
      return known;
    }
    HeapVector made = HeapVector.of(maker.apply(number));
    rows.set(number, made);
    return made;
  }
}
