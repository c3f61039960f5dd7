package org.caption4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A safetensors file, mapped: opening costs the header, tensors are read by the page when used.
 *
 * <p>The arrays that {@link #get} returns lie on the file's pages themselves. Those pages are
 * <b>read-only</b>: an operation that writes into such an array (an {@code addi}, a {@code putRow})
 * ends the JVM, so whoever trains works on a {@code dup()}. The file must not be shortened while it
 * is open; {@link SafeTensorsWriter} replaces files in one move and therefore never does.
 *
 * <p>Instances may be used by several threads at once.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafeTensors implements TensorFile {
  private final Path file;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;
  private volatile boolean closed;

  /** A tensor and its bytes: one piece, or several where it is larger than a mapping may be. */
  private record Tensor(SafeTensorsHeader.Entry entry, List<ByteBuffer> pieces) {}

  private SafeTensors(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
    this.file = file;
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /**
   * Returns whether a file begins as safetensors do: with a length, and an object in JSON.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean recognises(Path file) throws IOException {
    try (FileChannel channel = InputFile.open(file, "a file of weights")) {
      return SafeTensorsHeader.begins(channel);
    }
  }

  /**
   * Maps a file and checks its whole header.
   *
   * @param file the file
   * @return the open file
   * @throws BadInputException if it is missing, truncated or not in the format; the message says
   *     which tensor, what was expected and what was found
   * @throws IOException if it cannot be read
   */
  public static SafeTensors open(Path file) throws IOException {
    try (FileChannel channel = InputFile.open(file, "a safetensors file")) {
      SafeTensorsHeader header = SafeTensorsHeader.read(file, channel);
      return new SafeTensors(file, header.metadata(), map(channel, header));
    }
  }

  /** Groups the tensors, which lie one behind the other, into as few mappings as fit. */
  private static Map<String, Tensor> map(FileChannel channel, SafeTensorsHeader header)
      throws IOException {
    Map<String, Tensor> mapped = new LinkedHashMap<>();
    List<SafeTensorsHeader.Entry> window = new ArrayList<>();
    for (SafeTensorsHeader.Entry entry : header.entries()) {
      if (!window.isEmpty() && entry.end() - window.get(0).begin() > Integer.MAX_VALUE) {
        mapWindow(channel, header.dataStart(), window, mapped);
        window.clear();
      }
      window.add(entry);
    }
    if (!window.isEmpty()) {
      mapWindow(channel, header.dataStart(), window, mapped);
    }
    return mapped;
  }

  private static void mapWindow(
      FileChannel channel,
      long dataStart,
      List<SafeTensorsHeader.Entry> window,
      Map<String, Tensor> mapped)
      throws IOException {
    long begin = window.get(0).begin();
    long end = window.get(window.size() - 1).end();
    if (end - begin > Integer.MAX_VALUE) { // then it is a single tensor
      mapped.put(
          window.get(0).name(),
          new Tensor(
              window.get(0), MappedArray.pages(channel, dataStart + begin, dataStart + end)));
      return;
    }
    MappedByteBuffer pages = channel.map(MapMode.READ_ONLY, dataStart + begin, end - begin);
    for (SafeTensorsHeader.Entry entry : window) {
      ByteBuffer bytes =
          pages.slice((int) (entry.begin() - begin), (int) (entry.end() - entry.begin()));
      mapped.put(entry.name(), new Tensor(entry, List.of(bytes.order(ByteOrder.LITTLE_ENDIAN))));
    }
  }

  /** Returns the file as it was given. */
  @Override
  public Path file() {
    return file;
  }

  /** Returns the free text that goes with the tensors, unmodifiable; often empty. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Returns the tensors' names, in the order in which they lie in the file; unmodifiable. */
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
   * Returns a tensor's shape; length 0 means a scalar.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  @Override
  public long[] shape(String name) {
    return known(name).entry().dimensions();
  }

  /**
   * Returns how a tensor's numbers are stored in the file.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  @Override
  public ElementType type(String name) {
    return known(name).entry().type();
  }

  private Tensor known(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(file + ": no tensor '" + name + "'");
    }
    return tensor;
  }

  /**
   * Returns a tensor in 'c' order.
   *
   * <p>F32, F64, I32 and I64 lie on the file's read-only pages as FLOAT, DOUBLE, INT and LONG; they
   * are copied only where a tensor is larger than 2 GB or starts at an odd address. F16 and BF16
   * are widened into a fresh FLOAT array.
   *
   * @param name the tensor's name
   * @return the array, of shape {@link #shape}; it stays valid after {@link #close}
   * @throws BadInputException if there is no such tensor; the message names those that there are
   * @throws IllegalStateException if this file was closed
   */
  @Override
  public INDArray get(String name) throws BadInputException {
    if (closed) {
      throw new IllegalStateException(file + " was closed");
    }
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new BadInputException(
          file + ": no tensor '" + name + "', found " + summary(tensors.keySet()));
    }
    return MappedArray.of(tensor.pieces(), tensor.entry().type(), tensor.entry().dimensions());
  }

  /**
   * Returns a tensor of finite numbers in 'c' order.
   *
   * @param name the tensor's name
   * @param shape that it must have
   * @return as {@link #get(String)}
   * @throws BadInputException if there is no such tensor, it has another shape, or some of its
   *     numbers are NaN or infinite
   */
  public INDArray get(String name, long... shape) throws BadInputException {
    if (tensors.containsKey(name) && !Arrays.equals(shape(name), shape)) {
      throw new BadInputException(
          "%s: tensor %s: expected shape %s, found %s"
              .formatted(file, name, Arrays.toString(shape), Arrays.toString(shape(name))));
    }
    INDArray tensor = get(name);
    Finite.require(file, name, tensor);
    return tensor;
  }

  private static String summary(Set<String> names) {
    int shown = 12;
    String list = names.stream().limit(shown).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? "none at all"
        : names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
  }

  /** Forgets the file. Its pages go when the last array on them is collected. */
  @Override
  public void close() {
    closed = true;
  }
}
