package org.caption4j.tensor.keras;

import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes HDF5 files as Keras 2 does, for tests. A file's numbers are all held in memory once more.
 */
public final class KerasWriter {
  private KerasWriter() {}

  /**
   * Writes weights alone, as {@code model.save_weights} does.
   *
   * @param file replaced if it is there
   * @param layers by the layer's name the weights by the name that Keras gives them, such as {@code
   *     block1_conv1/kernel:0}; any shapes, written as float32; layers may have no weights
   */
  public static void write(Path file, Map<String, Map<String, INDArray>> layers)
      throws IOException {
    WritableGroup root = new WritableGroupImpl(null, "");
    addLayers(root, layers);
    writeRoot(file, root);
  }

  /**
   * Writes a whole model, as {@code model.save} does: the weights lie in a group of their own. The
   * model's architecture is missing.
   *
   * @param file replaced if it is there
   * @param layers see {@link #write}
   */
  public static void writeModel(Path file, Map<String, Map<String, INDArray>> layers)
      throws IOException {
    WritableGroup root = new WritableGroupImpl(null, "");
    addSigns(root);
    addLayers(root.putGroup("model_weights"), layers);
    writeRoot(file, root);
  }

  /** Puts layers into a group, with all the attributes that Keras writes. */
  static void addLayers(WritableGroup group, Map<String, Map<String, INDArray>> layers) {
    addSigns(group);
    putNames(group, "layer_names", layers.keySet());
    layers.forEach((name, weights) -> addLayer(group, name, weights));
  }

  private static void addSigns(WritableGroup group) {
    group.putAttribute("backend", "tensorflow");
    group.putAttribute("keras_version", "2.2.4");
  }

  /** Puts one layer into a group. */
  static void addLayer(WritableGroup group, String name, Map<String, INDArray> weights) {
    WritableGroup layer = group.putGroup(name);
    putNames(layer, "weight_names", weights.keySet());
    weights.forEach((weight, array) -> put(layer, weight, nested(array)));
  }

  private static void putNames(WritableGroup group, String attribute, Set<String> names) {
    if (names.isEmpty()) { // putAttribute looks at the first element
      group.getAttributes().put(attribute, new EmptyList(attribute, group));
    } else {
      group.putAttribute(attribute, names.toArray(String[]::new));
    }
  }

  /** Puts a dataset at a path below a group. */
  static void put(WritableGroup group, String path, Object data) {
    List<String> parts = Arrays.asList(path.split("/"));
    WritableGroup parent = group;
    for (String part : parts.subList(0, parts.size() - 1)) {
      parent = parent.getChild(part) instanceof WritableGroup there ? there : parent.putGroup(part);
    }
    parent.putDataset(parts.get(parts.size() - 1), data);
  }

  /** Returns float[], float[][] and so on, of an array's shape; a Float for a scalar. */
  static Object nested(INDArray array) {
    INDArray copy = array.castTo(DataType.FLOAT).dup('c');
    FloatBuffer numbers = copy.data().asNioFloat();
    if (array.rank() == 0) {
      return copy.getFloat(0);
    }
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    Object nested = Array.newInstance(float.class, shape);
    try {
      fill(nested, numbers);
    } finally {
      Reference.reachabilityFence(copy); // the buffer does not keep the memory it shows
    }
    return nested;
  }

  private static void fill(Object nested, FloatBuffer numbers) {
    if (nested instanceof float[] row) {
      numbers.get(row);
      return;
    }
    for (Object part : (Object[]) nested) {
      fill(part, numbers);
    }
  }

  /**
   * Writes a file by its root. The library's own WritableHdfFile appends a note when it is closed,
   * and that overwrites a last group without datasets, such as a layer without weights.
   */
  static void writeRoot(Path file, WritableGroup root) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      SuperblockV2V3 superblock = new SuperblockV2V3();
      HdfFileChannel hdf = new HdfFileChannel(channel, superblock);
      long end = root.write(hdf, WritableHdfFile.ROOT_GROUP_ADDRESS);
      hdf.write(superblock.toBuffer(end), 0);
    }
  }
}
