package org.caption4j.encoder;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A convolutional network as a flat list of nodes, each reading what earlier ones made.
 *
 * <p>Large batches run in chunks, so that memory is bounded. Several threads may use one network;
 * each then has its own intermediate results.
 */
public final class Network implements AutoCloseable {
  /** The most bytes that one intermediate result may take; two live at a time, in each thread. */
  private static final long LARGEST_RESULT = 128L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Network.class);

  private static final int LARGEST_CHUNK = 16;

  private final String input;
  private final List<Node> nodes;
  private final String output;
  private NetworkExecutor executor;

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
    Set<String> made = new HashSet<>(Set.of(input));
    for (Node node : nodes) {
      if (!made.containsAll(node.inputs())) {
        Set<String> unknown = new LinkedHashSet<>(node.inputs());
        unknown.removeAll(made);
        throw new IllegalArgumentException(
            node.name() + " reads unknown " + unknown.iterator().next());
      }
      made.add(node.name());
    }
    if (!made.contains(output)) {
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
    NetworkExecutor running = executor();
    for (long from = 0; from < count; from += chunk) {
      long to = Math.min(count, from + chunk);
      running.run(this, slice(photos, from, to), shapes, slice(result, from, to));
    }
    return result;
  }

  private synchronized NetworkExecutor executor() {
    if (executor == null) {
      boolean oneDnn = OneDnnExecutor.suits(this);
      LOG.debug("engine: {}", oneDnn ? "oneDNN" : "ND4J");
      executor = oneDnn ? new OneDnnExecutor() : new Nd4jExecutor();
    }
    return executor;
  }

  /** Notes that weights have been written over: some are read only before the first batch. */
  public synchronized void weightsChanged() {
    close();
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

  /** Returns the shape of a batch of results. */
  static long[] batched(long count, long[] shape) {
    long[] batched = new long[shape.length + 1];
    batched[0] = count;
    System.arraycopy(shape, 0, batched, 1, shape.length);
    return batched;
  }

  /** Returns the nodes that have weights, in the order in which they run; unmodifiable. */
  public List<WeightedNode> weightedNodes() {
    return nodes.stream()
        .filter(WeightedNode.class::isInstance)
        .map(WeightedNode.class::cast)
        .toList();
  }

  /** Frees the intermediate results' memory. The weights belong to whoever gave them. */
  @Override
  public synchronized void close() {
    if (executor != null) {
      executor.close();
      executor = null;
    }
  }
}
