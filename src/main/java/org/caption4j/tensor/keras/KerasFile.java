package org.caption4j.tensor.keras;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.MappedArray;
import org.caption4j.tensor.TensorFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An HDF5 file in which Keras 1 or 2 stored the weights of a model, or a whole model.
 *
 * <p>The tensors are called {@code <layer>/kernel} and {@code <layer>/bias} where a layer has just
 * these two, or a kernel alone. Those of other layers are called {@code <layer>/<weight>}, the last
 * part of what Keras calls them: {@code bn/gamma:0} of the layer {@code bn} is {@code bn/gamma}.
 * See {@link WeightNames} for the whole rule. Messages about a tensor name its path in the file.
 *
 * <p>Opening reads what describes the tensors, not their numbers. Numbers that lie in one piece in
 * the machine's own manner are mapped: those arrays are <b>read-only</b>, see {@link MappedArray},
 * and the file must not be shortened while it is open or such arrays live.
 *
 * <p>Instances may be used by several threads at once.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">the format</a>
 */
public final class KerasFile implements TensorFile {
  private static final long SIGNATURE = 0x894844460d0a1a0aL;
  private static final int FIRST_USER_BLOCK = 512;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StoredTensor> tensors;
  private volatile boolean closed;

  private KerasFile(Path file, FileChannel channel, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.channel = channel;
    this.tensors = tensors;
  }

  /**
   * Returns whether a file starts as HDF5 files do, perhaps behind a user block.
   *
   * @return false too where there is no such file, or where it is a folder
   * @throws IOException if it cannot be read
   */
  public static boolean recognises(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return hasSignature(channel);
    }
  }

  private static boolean hasSignature(FileChannel channel) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(Long.BYTES);
    for (long at = 0; at <= channel.size() - Long.BYTES; at = at == 0 ? FIRST_USER_BLOCK : 2 * at) {
      if (channel.read(found.clear(), at) == Long.BYTES && found.getLong(0) == SIGNATURE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Opens a file and finds its layers, weights, shapes and types.
   *
   * @param file the file
   * @return the open file
   * @throws BadInputException if it is missing, truncated, damaged, not HDF5 or not by Keras; the
   *     message says where, what was expected and what was found
   * @throws IOException if it cannot be read
   */
  public static KerasFile open(Path file) throws IOException {
    FileChannel channel = InputFile.open(file, "an HDF5 file by Keras");
    boolean opened = false;
    try {
      if (!hasSignature(channel)) {
        throw new BadInputException(
            "%s: not an HDF5 file, expected one by Keras, found %d bytes without its signature"
                .formatted(file, channel.size()));
      }
      KerasFile keras =
          new KerasFile(file, channel, Damage.guard(file + ": ", () -> read(file, channel)));
      opened = true;
      return keras;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private static Map<String, StoredTensor> read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    // on mapped bytes the library slices; from a channel it would allocate whatever a size says
    HdfFile hdf =
        size <= Integer.MAX_VALUE
            ? HdfFile.fromByteBuffer(channel.map(MapMode.READ_ONLY, 0, size))
            : new HdfFile(channel);
    long end = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > size) {
      throw new BadInputException(
          "%s: truncated, expected %d bytes, found %d".formatted(file, end, size));
    }
    return new KerasLayout(file, hdf).tensors();
  }

  /** Returns the file as it was given. */
  @Override
  public Path file() {
    return file;
  }

  /** Returns the tensors' names, layer by layer in the model's order; unmodifiable. */
  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** Returns whether there is a tensor of this name. */
  @Override
  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  /**
   * Returns a tensor's shape, in Keras' order of dimensions; length 0 means a scalar.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  @Override
  public long[] shape(String name) {
    return known(name).shape();
  }

  /**
   * Returns how a tensor's numbers are stored in the file.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}; or if its
   *     numbers are of a type that {@link #get} refuses
   */
  @Override
  public ElementType type(String name) {
    StoredTensor tensor = known(name);
    return tensor.format().orElseThrow(() -> new IllegalArgumentException(tensor.refusal())).type();
  }

  private StoredTensor known(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(file + ": no tensor '" + name + "'");
    }
    return tensor;
  }

  /**
   * Returns a tensor in 'c' order.
   *
   * <p>Little-endian numbers in one piece are those of {@link MappedArray#of}: on the file's
   * read-only pages, or copied where they start at an odd address. Numbers in chunks and big-endian
   * numbers are copied.
   *
   * @param name the tensor's name
   * @return the array, of shape {@link #shape}; it stays valid after {@link #close}
   * @throws BadInputException if there is no such tensor; the message names those that there are;
   *     or if its numbers are damaged or of a type that has no {@link ElementType}
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if this file was closed
   */
  @Override
  public INDArray get(String name) throws IOException {
    if (closed) {
      throw new IllegalStateException(file + " was closed");
    }
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new BadInputException(
          file + ": no tensor '" + name + "', found " + summary(tensors.keySet()));
    }
    return Damage.guard(tensor.where(), () -> tensor.read(channel));
  }

  private static String summary(Set<String> names) {
    int shown = 12;
    String list = names.stream().limit(shown).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? "none at all"
        : names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
  }

  /** Closes the file. Its pages go when the last array on them is collected. */
  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
