package org.caption4j.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.Arena;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A convolutional network as a flat list of nodes, each reading what earlier ones made.
 *
 * <p>An intermediate result is given back as soon as its last reader has run, and written over
 * where its only reader can. Large batches run in chunks, so that memory is bounded. Several
 * threads may use one network; each then has its own intermediate results.
 */
public final class Network implements AutoCloseable {
  /** The most bytes that one intermediate result may take; two live at a time, in each thread. */
  private static final long LARGEST_RESULT = 128L << 20;

  private static final int LARGEST_CHUNK = 16;

  private final String input;
  private final List<Node> nodes;
  private final String output;
  private final Map<String, Integer> lastReader = new HashMap<>();
  private final ConcurrentLinkedQueue<Arena> arenas = new ConcurrentLinkedQueue<>();

  /**
   * @param input the name under which the nodes read the photos
   * @param nodes the nodes, each behind those it reads
   * @param output the name of the result
   * @throws IllegalArgumentException if a node reads what no earlier one makes
   */
  public Network(String input, List<Node> nodes, String output) {
    this.input = input;
    this.nodes = List.copyOf(nodes);
    this.output = output;
    lastReader.put(input, -1);
    for (int i = 0; i < nodes.size(); i++) {
      for (String name : nodes.get(i).inputs()) {
        if (lastReader.replace(name, i) == null) {
          throw new IllegalArgumentException(nodes.get(i).name() + " reads unknown " + name);
        }
      }
      lastReader.put(nodes.get(i).name(), -1);
    }
    if (lastReader.replace(output, nodes.size()) == null) {
      throw new IllegalArgumentException("no node makes the output " + output);
    }
  }

  /** Returns the name under which the photos are read. */
  public String input() {
    return input;
  }

  /** Returns the nodes in the order in which they run; unmodifiable. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Returns the name of the result. */
  public String output() {
    return output;
  }

  /**
   * Returns the shapes of all intermediate results.
   *
   * @param photo {h, w, c} of one photo
   * @return {h, w, c} or {d} by name
   * @throws IllegalArgumentException if the network cannot take such photos
   */
  public Map<String, long[]> shapes(long... photo) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(input, photo.clone());
    for (Node node : nodes) {
      shapes.put(node.name(), node.shape(node.inputs().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  /**
   * Runs the network.
   *
   * @param photos [n, c, h, w], float32
   * @return [n, d], or [n, h', w', c'] where the output is a picture; float32, the caller's to
   *     close
   * @throws IllegalArgumentException if the network cannot take such photos
   */
  public INDArray run(INDArray photos) {
    if (photos.rank() != 4 || photos.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "expected float32 photos of shape [n, c, h, w], found "
              + photos.dataType()
              + " of shape "
              + Arrays.toString(photos.shape()));
    }
    Map<String, long[]> shapes = shapes(photos.size(2), photos.size(3), photos.size(1));
    long count = photos.size(0);
    long chunk = chunk(shapes, count);
    INDArray result =
        Nd4j.createUninitializedDetached(DataType.FLOAT, batched(count, shapes.get(output)));
    Arena arena = arenas.poll();
    if (arena == null) {
      arena = new Arena();
    }
    try {
      for (long from = 0; from < count; from += chunk) {
        long to = Math.min(count, from + chunk);
        runChunk(slice(photos, from, to), slice(result, from, to), shapes, arena);
      }
    } finally {
      arena.releaseAll();
      arenas.add(arena);
    }
    return result;
  }

  /** As few chunks as memory allows, of the same size. */
  private static long chunk(Map<String, long[]> shapes, long count) {
    long largest = 1;
    for (long[] shape : shapes.values()) {
      largest = Math.max(largest, Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }
    long most = Math.max(1, Math.min(LARGEST_CHUNK, LARGEST_RESULT / (largest * Float.BYTES)));
    long chunks = Math.max(1, (count + most - 1) / most);
    return (count + chunks - 1) / chunks;
  }

  private static INDArray slice(INDArray array, long from, long to) {
    return from == 0 && to == array.size(0)
        ? array
        : array.get(NDArrayIndex.interval(from, to)); // the other axes whole
  }

  private static long[] batched(long count, long[] shape) {
    long[] batched = new long[shape.length + 1];
    batched[0] = count;
    System.arraycopy(shape, 0, batched, 1, shape.length);
    return batched;
  }

  private void runChunk(INDArray photos, INDArray result, Map<String, long[]> shapes, Arena arena) {
    long count = photos.size(0);
    Map<String, INDArray> live = new HashMap<>();
    INDArray first = arena.take(batched(count, shapes.get(input)));
    ImageOps.toChannelsLast(photos, first);
    live.put(input, first);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<INDArray> in = node.inputs().stream().map(live::get).toList();
      boolean over = node.overwrites() && isReadOnceBy(node, i);
      INDArray out = over ? in.get(0) : arena.take(batched(count, shapes.get(node.name())));
      node.run(in, out);
      live.put(node.name(), out);
      for (String name : node.inputs()) {
        INDArray done = lastReader.get(name) == i ? live.remove(name) : null;
        if (done != null && done != out) {
          arena.release(done);
        }
      }
      if (lastReader.get(node.name()) < 0) { // nobody asked for it
        arena.release(live.remove(node.name()));
      }
    }
    result.assign(live.get(output));
    live.values().forEach(arena::release);
  }

  /** Whether a node is the last to read its first input, and reads it once. */
  private boolean isReadOnceBy(Node node, int index) {
    List<String> names = new ArrayList<>(node.inputs());
    String first = names.remove(0);
    return lastReader.get(first) == index && !names.contains(first);
  }

  /** Frees the intermediate results' memory. The weights belong to whoever gave them. */
  @Override
  public void close() {
    for (Arena arena = arenas.poll(); arena != null; arena = arenas.poll()) {
      arena.close();
    }
  }
}
