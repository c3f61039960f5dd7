package org.caption4j.encoder;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.encoder.onednn.Graph;
import org.caption4j.encoder.onednn.InferenceProgram;
import org.caption4j.encoder.onednn.OneDnn;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a network compiled by oneDNN, for batches of the shapes that came last. Each thread has a
 * program of its own while it runs.
 */
final class OneDnnExecutor implements NetworkExecutor {
  /** Packing more takes longer than the first photos gain. */
  private static final long MOST_WEIGHT_BYTES = 128L << 20;

  /** Programs that are kept: threads, times batches of some sizes. */
  private static final int MOST_PROGRAMS = 4;

  private final Deque<Compiled> idle = new ArrayDeque<>();
  private boolean closed;

  /** A program and the photos that it was compiled for. */
  private record Compiled(List<Long> shape, InferenceProgram program) {}

  /** Returns whether this is the way to run a network. */
  static boolean suits(Network network) {
    long bytes = 0;
    for (WeightedNode layer : network.weightedNodes()) {
      if (layer.weights().dataType() != DataType.FLOAT) {
        return false;
      }
      bytes += layer.weights().length() * Float.BYTES;
    }
    return bytes <= MOST_WEIGHT_BYTES && OneDnn.isAvailable();
  }

  @Override
  public void run(Network network, INDArray photos, Map<String, long[]> shapes, INDArray result) {
    List<Long> shape = Arrays.stream(photos.shape()).boxed().toList();
    Compiled compiled = take(shape);
    if (compiled == null) {
      Graph graph = new Graph(network.input(), network.nodes(), network.output(), shapes);
      compiled = new Compiled(shape, new InferenceProgram(graph, photos.size(0)));
    }
    try {
      compiled.program().run(photos, result);
    } finally {
      give(compiled);
    }
  }

  private synchronized Compiled take(List<Long> shape) {
    for (Compiled compiled : idle) {
      if (compiled.shape().equals(shape)) {
        idle.remove(compiled);
        return compiled;
      }
    }
    return null;
  }

  private synchronized void give(Compiled compiled) {
    idle.push(compiled);
    if (closed || idle.size() > MOST_PROGRAMS) {
      idle.removeLast().program().close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(compiled -> compiled.program().close());
    idle.clear();
  }
}
