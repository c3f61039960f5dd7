package org.caption4j.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for the intermediate results of a computation, handed out again as soon as it is given
 * back.
 *
 * <p>A fresh 13 MB array costs several milliseconds, since the operating system clears every page
 * at first touch; a network that passes two slabs to and fro pays that once. Nothing is left to the
 * garbage collector: {@link #close} frees all of it.
 *
 * <p>Not for several threads at once.
 */
public final class Arena implements AutoCloseable {
  private final List<INDArray> free = new ArrayList<>();
  private final IdentityHashMap<INDArray, INDArray> lent = new IdentityHashMap<>();
  private final DataType type;
  private long allocated;

  /** Makes one for float32 arrays. */
  public Arena() {
    this(DataType.FLOAT);
  }

  /**
   * @param type of the arrays: FLOAT, or DOUBLE to check gradients
   */
  public Arena(DataType type) {
    this.type = type;
  }

  /**
   * Lends an array in 'c' order, its contents undefined.
   *
   * @param shape its shape
   * @return the array, to be given back by {@link #release}
   */
  public INDArray take(long... shape) {
    long length = 1;
    for (long dimension : shape) {
      length *= dimension;
    }
    INDArray slab = smallestHolding(length);
    if (slab == null) {
      slab = Nd4j.createUninitializedDetached(type, length);
      allocated += length;
    }
    INDArray array = Nd4j.create(slab.data(), shape, Nd4j.getStrides(shape, 'c'), 0, 'c');
    lent.put(array, slab);
    return array;
  }

  private INDArray smallestHolding(long length) {
    INDArray best = null;
    for (INDArray slab : free) {
      if (slab.length() >= length && (best == null || slab.length() < best.length())) {
        best = slab;
      }
    }
    if (best != null) {
      INDArray chosen = best;
      free.removeIf(slab -> slab == chosen);
    }
    return best;
  }

  /**
   * Takes an array back. It must not be used afterwards.
   *
   * @throws IllegalArgumentException if it is not lent from here
   */
  public void release(INDArray array) {
    INDArray slab = lent.remove(array);
    if (slab == null) {
      throw new IllegalArgumentException("not lent from this arena");
    }
    free.add(slab);
  }

  /** Takes everything back that is still lent, as after a failure. */
  public void releaseAll() {
    free.addAll(lent.values());
    lent.clear();
  }

  /** Returns the bytes held, lent or free. */
  public long bytes() {
    return allocated * type.width();
  }

  /** Frees all memory, lent arrays included. */
  @Override
  public void close() {
    releaseAll();
    free.forEach(INDArray::close);
    free.clear();
    allocated = 0;
  }
}
