package org.caption4j.tensor.pytorch;

import java.util.List;

/**
 * A tensor as a pickle describes it: a view of a storage. Nothing is checked yet; the methods throw
 * {@link ArithmeticException} where a number is larger than a {@code long}.
 *
 * @param storage the storage
 * @param offset the tensor's first number, counted from the part's begin
 * @param shape the dimensions; none for a scalar
 * @param strides by how many numbers the next place of each dimension is away
 */
record StoredTensor(StoragePart storage, long offset, List<Long> shape, List<Long> strides) {
  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  long[] steps() {
    return strides.stream().mapToLong(Long::longValue).toArray();
  }

  long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the numbers from the first of the tensor to its last; 0 if it has none. */
  long span() {
    if (elements() == 0) {
      return 0;
    }
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return Math.addExact(last, 1);
  }

  /** Returns whether the numbers lie one behind the other, the last dimension's first. */
  boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return elements() == 0;
      }
      expected *= shape.get(i);
    }
    return true;
  }
}
