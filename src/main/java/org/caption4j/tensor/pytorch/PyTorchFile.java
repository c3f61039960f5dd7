package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.MappedArray;
import org.caption4j.tensor.TensorFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A file of tensors as {@code torch.save} writes it, mapped: a {@code state_dict()}, or a
 * checkpoint that has one under {@code state_dict}, {@code model_state_dict} or {@code model}. The
 * prefixes {@code module.}, {@code _orig_mod.}, {@code backbone.} and {@code model.} are taken off
 * where all names have them.
 *
 * <p>Both forms are read, the zip of PyTorch 1.6 and later and the stream of versions before, views
 * of storages included; the tar of the very first versions is not. Tensors are of 64, 32 or 16 bit
 * floating point numbers (bfloat16 too) or of 64 or 32 bit whole numbers. Tensors of other numbers
 * and entries that are no tensors are left out of {@link #names}.
 *
 * <p>Nothing in the file is ever run: one that names any function or class but those that put a
 * tensor together is refused.
 *
 * <p>The arrays that {@link #get} returns lie on the file's pages, which are <b>read-only</b>: see
 * {@link MappedArray}. The file must not be shortened while it is open or such arrays live.
 *
 * <p>Instances may be used by several threads at once.
 */
public final class PyTorchFile implements TensorFile {
  private static final int SHOWN = 12;
  private static final int TAR_MARK_AT = 257;
  private static final byte[] TAR_MARK = {'u', 's', 't', 'a', 'r'};

  private final Path file;
  private final Map<String, MappedTensor> tensors;
  private final Map<String, StorageClass> leftOut;
  private volatile boolean closed;

  /** A tensor and the bytes from its first number to its last. */
  private record MappedTensor(
      StoredTensor stored, ElementType type, List<ByteBuffer> pieces, StorageCheck check) {}

  private PyTorchFile(
      Path file, Map<String, MappedTensor> tensors, Map<String, StorageClass> leftOut) {
    this.file = file;
    this.tensors = tensors;
    this.leftOut = leftOut;
  }

  /**
   * Tells from the first bytes, and for a zip from its directory, whether a file is one of
   * PyTorch's. It may still be damaged.
   *
   * @param file the file
   * @return false also if there is no such file
   * @throws IOException if it cannot be read
   */
  public static boolean recognises(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileBytes bytes = new FileBytes(file, channel);
      if (StreamForm.begins(bytes) || ZipForm.beginsWithPickle(bytes)) {
        return true;
      }
      return ZipForm.isZip(bytes) && ZipForm.holdsPickle(bytes);
    } catch (BadInputException e) {
      return false; // a zip whose directory cannot be read
    }
  }

  /**
   * Reads what the file says of its tensors, checks that they lie in it, and maps them.
   *
   * @param file the file
   * @return the open file
   * @throws BadInputException if it is missing, truncated, damaged or not in the format, holds no
   *     tensors, or names what is no tensor; the message says what was expected and what was found
   * @throws IOException if it cannot be read
   */
  public static PyTorchFile open(Path file) throws IOException {
    try (FileChannel channel = InputFile.open(file, "a PyTorch file of weights")) {
      Archive archive = archive(new FileBytes(file, channel));
      Map<String, StoredTensor> stored = StateDict.tensors(file, archive.object());
      Map<String, MappedTensor> tensors = new LinkedHashMap<>();
      Map<String, StorageClass> leftOut = new LinkedHashMap<>();
      Pages pages = Pages.of(channel);
      Map<String, StorageCheck> checks = new HashMap<>();
      for (Map.Entry<String, Storage> each : archive.storages().entrySet()) {
        Storage storage = each.getValue();
        checks.put(each.getKey(), new StorageCheck(pages.at(storage.extent()), storage.crc()));
      }
      for (Map.Entry<String, StoredTensor> entry : stored.entrySet()) {
        StorageClass numbers = entry.getValue().storage().type();
        Optional<ElementType> type = numbers.type();
        if (type.isEmpty()) {
          leftOut.put(entry.getKey(), numbers);
          continue;
        }
        String where = file + ": tensor '" + Kind.brief(entry.getKey()) + "': ";
        Extent extent = archive.extent(where, entry.getValue());
        StorageCheck check = checks.get(entry.getValue().storage().key());
        tensors.put(
            entry.getKey(),
            new MappedTensor(entry.getValue(), type.get(), pages.at(extent), check));
      }
      return new PyTorchFile(file, tensors, leftOut);
    }
  }

  private static Archive archive(FileBytes bytes) throws IOException {
    if (ZipForm.isZip(bytes)) {
      return ZipForm.read(bytes);
    }
    if (StreamForm.begins(bytes)) {
      return StreamForm.read(bytes);
    }
    if (isTar(bytes)) {
      throw new BadInputException(
          bytes.file()
              + ": is a tar, as the first versions of PyTorch wrote, which is not read;"
              + " load it with a newer version and save it again");
    }
    throw new BadInputException(
        "%s: not a PyTorch file, expected a zip or the magic number of its older form, found %s"
            .formatted(bytes.file(), bytes.size() == 0 ? "an empty file" : "neither"));
  }

  private static boolean isTar(FileBytes bytes) throws IOException {
    return bytes.size() >= TAR_MARK_AT + TAR_MARK.length
        && Arrays.equals(bytes.read(TAR_MARK_AT, TAR_MARK.length).array(), TAR_MARK);
  }

  /** Returns the file as it was given. */
  @Override
  public Path file() {
    return file;
  }

  /** Returns the tensors' names, in the order in which they were saved; unmodifiable. */
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
    return known(name).stored().dimensions();
  }

  /**
   * Returns how a tensor's numbers are stored in the file.
   *
   * @throws IllegalArgumentException if there is no such tensor: ask {@link #contains}
   */
  @Override
  public ElementType type(String name) {
    return known(name).type();
  }

  private MappedTensor known(String name) {
    MappedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(file + ": no tensor '" + name + "'");
    }
    return tensor;
  }

  /**
   * Returns a tensor in 'c' order.
   *
   * <p>It lies on the file's read-only pages, or is a copy, as {@link MappedArray#of} says. A
   * tensor whose numbers do not lie one behind the other (a transposed one, say) is always a copy.
   *
   * @param name the tensor's name
   * @return the array, of shape {@link #shape}; it stays valid after {@link #close}
   * @throws BadInputException if there is no such tensor; the message names those that there are;
   *     or if it is a view that shows numbers of its storage several times, or the bytes of its
   *     storage are not those that were saved
   * @throws IllegalStateException if this file was closed
   */
  @Override
  public INDArray get(String name) throws BadInputException {
    if (closed) {
      throw new IllegalStateException(file + " was closed");
    }
    MappedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new BadInputException(
          leftOut.containsKey(name)
              ? "%s: tensor '%s': expected floating point or whole numbers, found a %s"
                  .formatted(file, name, leftOut.get(name))
              : "%s: no tensor '%s', found %s".formatted(file, name, summary()));
    }
    tensor.check().require("%s: tensor '%s': ".formatted(file, name));
    StoredTensor stored = tensor.stored();
    if (stored.isContiguous()) {
      return MappedArray.of(tensor.pieces(), tensor.type(), stored.dimensions());
    }
    if (stored.elements() > stored.span()) { // a small file could ask for any memory
      throw new BadInputException(
          "%s: tensor '%s': is a view with strides %s that repeats its numbers; %s"
              .formatted(file, name, stored.strides(), "save it after .contiguous()"));
    }
    INDArray numbers = MappedArray.of(tensor.pieces(), tensor.type(), stored.span());
    return Nd4j.create(
            numbers.data(), stored.dimensions(), stored.steps(), 0, 'c', numbers.dataType())
        .dup('c');
  }

  private String summary() {
    String list = tensors.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "));
    return tensors.isEmpty()
        ? "none at all"
        : tensors.size() <= SHOWN ? list : list + " and " + (tensors.size() - SHOWN) + " more";
  }

  /** Forgets the file. Its pages go when the last array on them is collected. */
  @Override
  public void close() {
    closed = true;
  }
}
