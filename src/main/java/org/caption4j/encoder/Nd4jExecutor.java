package org.caption4j.encoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.Arena;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs node after node, as operations of ND4J. An intermediate result is given back as soon as its
 * last reader has run, and written over where its only reader can. Each thread has intermediate
 * results of its own.
 */
final class Nd4jExecutor implements NetworkExecutor {
  private final ConcurrentLinkedQueue<Arena> arenas = new ConcurrentLinkedQueue<>();

  @Override
  public void run(Network network, INDArray photos, Map<String, long[]> shapes, INDArray result) {
    Arena arena = arenas.poll();
    if (arena == null) {
      arena = new Arena();
    }
    try {
      run(network, photos, shapes, result, arena);
    } finally {
      arena.releaseAll();
      arenas.add(arena);
    }
  }

  private static void run(
      Network network, INDArray photos, Map<String, long[]> shapes, INDArray result, Arena arena) {
    long count = photos.size(0);
    Map<String, Integer> lastReader = lastReaders(network);
    Map<String, INDArray> live = new HashMap<>();
    INDArray first = arena.take(Network.batched(count, shapes.get(network.input())));
    ImageOps.toChannelsLast(photos, first);
    live.put(network.input(), first);
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      List<INDArray> in = node.inputs().stream().map(live::get).toList();
      boolean over = node.overwrites() && isReadOnceBy(node, i, lastReader);
      INDArray out = over ? in.get(0) : arena.take(Network.batched(count, shapes.get(node.name())));
      node.run(in, out);
      live.put(node.name(), out);
      for (String name : node.inputs()) {
        INDArray done = lastReader.get(name) == i ? live.remove(name) : null;
        if (done != null && done != out) {
          arena.release(done);
        }
      }
      if (!lastReader.containsKey(node.name())) { // nobody asked for it
        arena.release(live.remove(node.name()));
      }
    }
    result.assign(live.get(network.output()));
    live.values().forEach(arena::release);
  }

  private static Map<String, Integer> lastReaders(Network network) {
    Map<String, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      for (String name : network.nodes().get(i).inputs()) {
        lastReader.put(name, i);
      }
    }
    lastReader.put(network.output(), network.nodes().size());
    return lastReader;
  }

  /** Whether a node is the last to read its first input, and reads it once. */
  private static boolean isReadOnceBy(Node node, int index, Map<String, Integer> lastReader) {
    List<String> names = new ArrayList<>(node.inputs());
    String first = names.remove(0);
    return lastReader.get(first) == index && !names.contains(first);
  }

  @Override
  public void close() {
    for (Arena arena = arenas.poll(); arena != null; arena = arenas.poll()) {
      arena.close();
    }
  }
}
