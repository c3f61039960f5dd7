package org.caption4j.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.tensor.Arena;
import org.caption4j.tensor.ImageOps;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a network forwards, keeping what its gradient needs, and backwards, for how a loss changes
 * with its weights.
 *
 * <p>Backwards it goes no further than the first layer that is trained; what lies before may
 * consist of any nodes. Who gets which memory is settled at the start, for every batch alike:
 * results of the untrained part are written over as soon as they are read, and gradients take the
 * place of results that no gradient needs any more.
 */
public final class NetworkGradient implements EncoderGradient {
  /** Keeps a channel that is dead from becoming infinite. */
  private static final double TINY = 1e-6;

  private final List<Node> nodes;
  private final FlatWeights gradient;
  private final Arena arena;
  private final INDArray photos;
  private final INDArray vectors;
  private final INDArray vectorGradient;
  private final StochasticDepth depth;
  private Map<String, double[]> factors = Map.of();
  private final List<Step> forward = new ArrayList<>();
  private final List<BackwardStep> backward = new ArrayList<>();

  /** A node between its arrays. */
  private record Step(Node node, List<INDArray> in, INDArray out) {}

  /** A node on the way back. */
  private record BackwardStep(Step step, INDArray outGradient, List<Share> shares) {}

  /**
   * What a node contributes to the gradient of an array that it read.
   *
   * @param which the array's place among the node's inputs
   * @param gradient where the contribution is written
   * @param sum what it is added to then, or null if it is the first
   */
  private record Share(int which, INDArray gradient, INDArray sum) {}

  /**
   * @param network any network, float or double
   * @param gradient overwritten by {@link #backward}; its layers are those that are trained
   * @param photos {n, h, w, c} of the batches to come
   * @throws IllegalArgumentException if the network cannot take such photos, or if a node behind
   *     the first trained layer has no gradient or has weights and is not trained
   */
  public NetworkGradient(Network network, FlatWeights gradient, long... photos) {
    this(network, gradient, StochasticDepth.NONE, photos);
  }

  /**
   * @param network any network, float or double
   * @param gradient overwritten by {@link #backward}; its layers are those that are trained
   * @param depth what {@link #forward(INDArray, long)} leaves out
   * @param photos {n, h, w, c} of the batches to come
   * @throws IllegalArgumentException as the other constructor
   */
  NetworkGradient(Network network, FlatWeights gradient, StochasticDepth depth, long... photos) {
    this.depth = depth;
    this.nodes = network.nodes();
    this.gradient = gradient;
    this.arena = new Arena(gradient.flat().dataType());
    boolean made = false;
    try {
      Plan plan = new Plan(network, photos);
      this.photos = plan.results.get(network.input());
      plan.forward();
      this.vectors = plan.results.get(network.output());
      this.vectorGradient = plan.backward();
      made = true;
    } finally {
      if (!made) {
        arena.close();
      }
    }
  }

  /** The layout of memory, made by going through the network once without computing. */
  private final class Plan {
    private final Network network;
    private final Map<String, long[]> shapes;
    private final long count;
    private final Map<String, INDArray> results = new HashMap<>();
    private final Map<String, INDArray> gradients = new HashMap<>();
    private final Map<String, Integer> lastReader = new HashMap<>();

    /** What depends on trained weights. */
    private final Set<String> trained = new HashSet<>();

    /** What gradients are computed from. */
    private final Set<String> kept = new HashSet<>();

    Plan(Network network, long... photos) {
      this.network = network;
      this.shapes = network.shapes(photos[1], photos[2], photos[3]);
      this.count = photos[0];
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        for (String name : node.inputs()) {
          lastReader.put(name, i);
        }
        if (leadsBack(node)) {
          mark(node);
        }
      }
      lastReader.put(network.output(), nodes.size());
      if (!trained.contains(network.output())) {
        throw new IllegalArgumentException("expected a trained layer before " + network.output());
      }
      results.put(network.input(), take(network.input()));
    }

    private boolean leadsBack(Node node) {
      return isTrained(node) || node.inputs().stream().anyMatch(trained::contains);
    }

    private void mark(Node node) {
      NodeGradient.require(node);
      if (node instanceof WeightedNode && !isTrained(node)) {
        throw new IllegalArgumentException(
            node.name() + " is expected to be trained, as a layer before it is");
      }
      trained.add(node.name());
      if (NodeGradient.needsInput(node)) {
        kept.addAll(node.inputs());
      }
      if (NodeGradient.needsOutput(node)) {
        kept.add(node.name());
      }
    }

    private INDArray take(String name) {
      long[] one = shapes.get(name);
      long[] all = new long[one.length + 1];
      all[0] = count;
      System.arraycopy(one, 0, all, 1, one.length);
      return arena.take(all);
    }

    void forward() {
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        List<INDArray> in = node.inputs().stream().map(results::get).toList();
        INDArray out = mayOverwrite(node, i) ? in.get(0) : take(node.name());
        results.put(node.name(), out);
        forward.add(new Step(node, in, out));
        for (String name : new HashSet<>(node.inputs())) {
          INDArray done = results.get(name);
          if (lastReader.get(name) == i && done != out && !kept.contains(name)) {
            arena.release(done);
          }
        }
      }
    }

    private boolean mayOverwrite(Node node, int index) {
      String first = node.inputs().get(0);
      return node.overwrites()
          && lastReader.get(first) == index
          && !kept.contains(first)
          && !node.inputs().subList(1, node.inputs().size()).contains(first);
    }

    INDArray backward() {
      INDArray last = take(network.output());
      gradients.put(network.output(), last);
      for (int i = nodes.size() - 1; i >= 0; i--) {
        Step step = forward.get(i);
        INDArray outGradient = gradients.remove(step.node().name());
        if (outGradient != null) {
          add(step, outGradient);
        } else if (isTrained(step.node())) {
          throw new IllegalArgumentException(
              step.node().name() + " is trained, but " + network.output() + " does not need it");
        }
      }
      return last;
    }

    private void add(Step step, INDArray outGradient) {
      List<Share> shares = new ArrayList<>();
      List<INDArray> done = new ArrayList<>(List.of(outGradient));
      List<String> inputs = step.node().inputs();
      for (int k = 0; k < inputs.size(); k++) {
        String name = inputs.get(k);
        INDArray sum = gradients.get(name);
        if (!trained.contains(name)) {
          if (step.node() instanceof WeightedNode) { // computed with that of the weights
            INDArray unused = take(name);
            shares.add(new Share(k, unused, null));
            done.add(unused);
          }
        } else if (sum != null) {
          INDArray share = take(name);
          shares.add(new Share(k, share, sum));
          done.add(share);
        } else if (NodeGradient.overwrites(step.node())) {
          shares.add(new Share(k, outGradient, null));
          gradients.put(name, outGradient);
          done.clear();
        } else {
          INDArray share = take(name);
          shares.add(new Share(k, share, null));
          gradients.put(name, share);
        }
      }
      backward.add(new BackwardStep(step, outGradient, shares));
      done.forEach(arena::release);
      if (kept.contains(step.node().name())) { // who reads it is done already
        arena.release(step.out());
      }
    }
  }

  private boolean isTrained(Node node) {
    return gradient.weights(node.name()) != null;
  }

  /**
   * Runs the network with some of its residual branches left out.
   *
   * @param batch [n, c, h, w], of the size and number announced
   * @param seed draws what is left out
   * @return [n, d]; overwritten by {@link #backward} and by the next batch
   * @throws IllegalArgumentException if the photos are of another shape
   */
  @Override
  public INDArray forward(INDArray batch, long seed) {
    factors = depth.factors((int) photos.size(0), seed);
    return run(batch);
  }

  /**
   * Runs the whole network.
   *
   * @param batch [n, c, h, w], of the size and number announced
   * @return [n, d]; overwritten by {@link #backward} and by the next batch
   * @throws IllegalArgumentException if the photos are of another shape
   */
  public INDArray forward(INDArray batch) {
    factors = Map.of();
    return run(batch);
  }

  private INDArray run(INDArray batch) {
    read(batch);
    for (Step step : forward) {
      step.node().run(step.in(), step.out());
      scalePhotos(step.node(), step.out());
    }
    return vectors;
  }

  /** Applies the factors of a residual branch, to its result and to the gradient by it. */
  private void scalePhotos(Node node, INDArray array) {
    double[] all = factors.get(node.name());
    for (int photo = 0; all != null && photo < all.length; photo++) {
      array.get(NDArrayIndex.point(photo)).muli(all[photo]);
    }
  }

  private void read(INDArray batch) {
    long[] expected = {photos.size(0), photos.size(3), photos.size(1), photos.size(2)};
    if (!Arrays.equals(batch.shape(), expected)) {
      throw new IllegalArgumentException(
          "expected photos of shape %s but found %s"
              .formatted(Arrays.toString(expected), Arrays.toString(batch.shape())));
    }
    ImageOps.toChannelsLast(batch, photos);
  }

  /**
   * Computes the gradient of the weights, for the batch that ran last; once a batch.
   *
   * @param gradientOfVectors [n, d], how the loss changes with the vectors
   */
  @Override
  public void backward(INDArray gradientOfVectors) {
    vectorGradient.assign(gradientOfVectors);
    for (BackwardStep back : backward) {
      Step step = back.step();
      scalePhotos(step.node(), back.outGradient());
      for (Share share : back.shares()) {
        if (step.node() instanceof WeightedNode layer) {
          NodeGradient.ofWeights(
              layer, step.in().get(0), back.outGradient(), share.gradient(), gradient);
        } else {
          NodeGradient.ofInput(
              step.node(),
              share.which(),
              step.in(),
              step.out(),
              back.outGradient(),
              share.gradient());
        }
        if (share.sum() != null) {
          share.sum().addi(share.gradient());
        }
      }
    }
  }

  /**
   * Fits the starting weights to data: scales every kernel and shifts every bias of the trained
   * layers so that each channel has mean 0 and variance 1 on this batch, which is what
   * normalisation layers would see to (Mishkin and Matas 2016; Kraehenbuehl et al. 2016).
   *
   * @param batch [n, c, h, w]
   */
  void calibrate(INDArray batch) {
    read(batch);
    for (Step step : forward) {
      step.node().run(step.in(), step.out());
      if (isTrained(step.node())) {
        centre(step.node(), step.out());
        step.node().run(step.in(), step.out());
      }
    }
  }

  private static void centre(Node node, INDArray out) {
    // a view, not to be closed
    INDArray rows = out.reshape('c', -1, out.size(out.rank() - 1));
    try (INDArray mean = rows.mean(0);
        INDArray scale = rows.std(false, 0).addi(TINY).rdivi(1)) {
      if (node instanceof Convolve layer) {
        INDArray kernels = layer.kernel().reshape('c', layer.kernel().size(0), -1);
        kernels.muliColumnVector(scale);
        shift(layer.bias(), mean, scale);
      } else if (node instanceof Dense layer) {
        layer.weights().muliRowVector(scale);
        shift(layer.bias(), mean, scale);
      }
    }
  }

  private static void shift(INDArray bias, INDArray mean, INDArray scale) {
    if (bias != null) {
      bias.subi(mean).muli(scale);
    }
  }

  /** Returns the bytes that results and their gradients take. */
  @Override
  public long bytes() {
    return arena.bytes();
  }

  @Override
  public void close() {
    arena.close();
  }
}
