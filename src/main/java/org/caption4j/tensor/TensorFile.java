package org.caption4j.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A file of tensors, which have names. */
public interface TensorFile extends AutoCloseable {
  /** Returns the file as it was given. */
  Path file();

  /** Returns the tensors' names, unmodifiable. */
  Set<String> names();

  /** Returns whether there is a tensor of this name. */
  boolean contains(String name);

  /**
   * Returns a tensor's shape; length 0 means a scalar.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  long[] shape(String name);

  /**
   * Returns how a tensor's numbers are stored in the file.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  ElementType type(String name);

  /**
   * Returns a tensor in 'c' order, perhaps on read-only pages of the file: see {@link MappedArray}.
   *
   * @param name the tensor's name
   * @return the array, of shape {@link #shape}; it stays valid after {@link #close}
   * @throws org.caption4j.BadInputException if there is no such tensor; the message names those
   *     that there are
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if this file was closed
   */
  INDArray get(String name) throws IOException;

  @Override
  void close();
}
