package org.caption4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.tensor.Finite;
import org.caption4j.tensor.NumbersChecksum;
import org.caption4j.tensor.SafeTensors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Image vectors that were computed once, mapped: a safetensors file with the tensor {@code vectors}
 * and, as metadata, the names of its rows and the {@link FeatureKey}.
 *
 * <p>May be used by several threads at once.
 */
public final class FeatureFile {
  private final Path file;
  private final FeatureKey key;
  private final List<String> names;
  private final INDArray vectors;
  private final Map<String, Integer> rows = new HashMap<>();

  private FeatureFile(Path file, FeatureKey key, List<String> names, INDArray vectors) {
    this.file = file;
    this.key = key;
    this.names = names;
    this.vectors = vectors;
  }

  /**
   * Maps a file that {@link FeatureFileWriter} finished.
   *
   * @param file the file
   * @param expected what its vectors must depend on, or null for whatever it is
   * @return the vectors
   * @throws BadInputException if the file is missing or broken, or if its key is another one; then
   *     the message says what differs
   * @throws IOException if it cannot be read
   */
  public static FeatureFile open(Path file, FeatureKey expected) throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      FeatureKey key = FeatureHeader.key(file, tensors.metadata());
      if (expected != null) {
        FeatureHeader.checkKey(file, expected, key);
      }
      List<String> names = FeatureHeader.names(file, tensors.metadata());
      INDArray vectors = tensors.get(FeatureHeader.VECTORS);
      FeatureFile opened = new FeatureFile(file, key, names, vectors);
      opened.check();
      opened.checkNumbers(FeatureHeader.checksum(tensors.metadata()));
      return opened;
    }
  }

  private void check() throws BadInputException {
    long[] shape = vectors.shape();
    boolean floats = vectors.dataType() == DataType.FLOAT;
    if (!floats || shape.length != 2 || shape[0] != names.size() || shape[1] != key.dimension()) {
      throw new BadInputException(
          "%s: expected vectors of shape [%d, %d], found %s"
                  .formatted(file, names.size(), key.dimension(), Arrays.toString(shape))
              + (floats ? "" : " of " + vectors.dataType()));
    }
    for (String name : names) {
      if (rows.put(name, rows.size()) != null) {
        throw new BadInputException(file + ": expected each name once, found twice: " + name);
      }
    }
  }

  private void checkNumbers(Optional<String> checksum) throws BadInputException {
    NumbersChecksum found = new NumbersChecksum();
    found.add(vectors);
    if (checksum.isPresent() && !checksum.get().equals(found.text())) {
      throw new BadInputException(
          "%s: damaged, expected vectors with the checksum %s, found %s; delete the file, and they are computed again"
              .formatted(file, checksum.get(), found.text()));
    }
    Finite.require(file, FeatureHeader.VECTORS, vectors);
  }

  /** Returns what the vectors depend on. */
  public FeatureKey key() {
    return key;
  }

  /** Returns how many vectors there are. */
  public int size() {
    return names.size();
  }

  /** Returns how many numbers a vector has. */
  public int dimension() {
    return key.dimension();
  }

  /** Returns the rows' names, in order; unmodifiable. */
  public List<String> names() {
    return names;
  }

  /** Returns whether there is a vector of this name. */
  public boolean contains(String name) {
    return rows.containsKey(name);
  }

  /**
   * Returns a name's row.
   *
   * @throws BadInputException if there is no vector of this name
   */
  public int row(String name) throws BadInputException {
    Integer row = rows.get(name);
    if (row == null) {
      throw new BadInputException(
          "%s: no vector for '%s' among %d".formatted(file, name, names.size()));
    }
    return row;
  }

  /**
   * Returns all vectors, FLOAT [{@link #size}, {@link #dimension}], on the file's read-only pages:
   * writing into them ends the JVM.
   */
  public INDArray vectors() {
    return vectors;
  }
}
