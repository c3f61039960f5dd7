package org.caption4j.encoder.onednn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its gradient, compiled for batches of one shape: forwards, keeping what the
 * gradient needs, and backwards. Weights are read anew for each batch. Not thread-safe.
 */
public final class TrainingProgram implements AutoCloseable {
  private final Workspace workspace = new Workspace();
  private final Program packing = new Program(workspace);
  private final Program forward = new Program(workspace);
  private final Program backward = new Program(workspace);
  private final Map<String, PhotoFactors> factors = new HashMap<>();
  private final INDArray photos;
  private final INDArray vectors;
  private final INDArray vectorGradient;

  /** Factors on a node's result, one for each photo. */
  private record PhotoFactors(INDArray numbers, Tensor tensor) {}

  /**
   * @param graph what to compile
   * @param gradients where the gradients of trained layers go, by the layer's name
   * @param branches nodes whose results are multiplied by a factor for each photo, given to {@link
   *     #forward}
   * @param count photos in a batch
   * @throws IllegalArgumentException unless {@link #canTrain}
   */
  public TrainingProgram(
      Graph graph, Map<String, WeightGradient> gradients, Set<String> branches, long count) {
    long[] photo = graph.shape(graph.input());
    photos = workspace.array(count, photo[2], photo[0], photo[1]);
    long dimension = graph.shape(graph.output())[0];
    vectors = workspace.array(count, dimension);
    vectorGradient = workspace.array(count, dimension);
    boolean assembled = false;
    try {
      assemble(graph, gradients, branches);
      assembled = true;
    } finally {
      if (!assembled) {
        close();
      }
    }
  }

  /**
   * Returns whether all nodes behind the first trained layer have gradients in oneDNN, and all
   * layers there are trained.
   *
   * @param graph a network
   * @param layers names of the trained layers
   */
  public static boolean canTrain(Graph graph, Set<String> layers) {
    Set<String> trained = trained(graph, layers);
    return OneDnn.isAvailable()
        && trained.contains(graph.output())
        && graph.nodes().stream()
            .filter(node -> trained.contains(node.name()))
            .allMatch(node -> canTrain(node, layers));
  }

  private static boolean canTrain(Node node, Set<String> layers) {
    return Operator.of(node).filter(TrainableOperator.class::isInstance).isPresent()
        && (!(node instanceof WeightedNode) || layers.contains(node.name()));
  }

  /** Names of all results that depend on trained weights. */
  private static Set<String> trained(Graph graph, Set<String> layers) {
    Set<String> trained = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (layers.contains(node.name()) || node.inputs().stream().anyMatch(trained::contains)) {
        trained.add(node.name());
      }
    }
    return trained;
  }

  private void assemble(Graph graph, Map<String, WeightGradient> gradients, Set<String> branches) {
    ForwardPass forwardPass = new ForwardPass(packing, forward, dnnl.prop_kind.forward_training);
    Map<String, Tensor> results = new HashMap<>();
    Map<String, Operator> operators = new HashMap<>();
    results.put(graph.input(), workspace.plain(photos));
    for (Node node : graph.nodes()) {
      Operator operator = Operator.of(node, graph);
      operators.put(node.name(), operator);
      List<Tensor> in = node.inputs().stream().map(results::get).toList();
      Tensor out = operator.forward(forwardPass, in);
      if (branches.contains(node.name())) {
        out = scaled(node.name(), out);
      }
      results.put(node.name(), out);
    }
    Tensor result = results.get(graph.output());
    forward.reorder(result, workspace.plain(vectors));

    BackwardPass backwardPass =
        new BackwardPass(backward, trained(graph, gradients.keySet()), gradients);
    Tensor first = workspace.take(result.layout(), result.dims());
    backward.reorder(workspace.plain(vectorGradient), first);
    backwardPass.contribute(graph.output(), first);
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      String name = nodes.get(i).name();
      Tensor gradient = backwardPass.take(name);
      if (gradient != null) {
        Tensor whole = branches.contains(name) ? scaledGradient(name, gradient) : gradient;
        ((TrainableOperator) operators.get(name)).backward(backwardPass, whole);
        workspace.release(whole);
      } else if (gradients.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " is trained, but " + graph.output() + " does not need it");
      }
    }
    workspace.allocateScratchpad();
  }

  private Tensor scaled(String name, Tensor out) {
    long[] dims = new long[out.dims().length];
    Arrays.fill(dims, 1);
    dims[0] = out.dims()[0];
    INDArray numbers = workspace.array(dims);
    factors.put(name, new PhotoFactors(numbers, workspace.plain(numbers)));
    Tensor product = workspace.take(out.layout(), out.dims());
    forward.binary(dnnl.algorithm.binary_mul, out, factors.get(name).tensor(), product);
    return product;
  }

  private Tensor scaledGradient(String name, Tensor gradient) {
    Tensor product = workspace.take(gradient.layout(), gradient.dims());
    backward.binary(dnnl.algorithm.binary_mul, gradient, factors.get(name).tensor(), product);
    workspace.release(gradient);
    return product;
  }

  /**
   * Runs the network.
   *
   * @param batch [n, 3, h, w], float32
   * @param branchFactors factors for the photos by the names of the branches; 1 where there is none
   * @return [n, d]; overwritten by the next batch
   * @throws IllegalArgumentException if the photos are of another shape
   */
  public INDArray forward(INDArray batch, Map<String, double[]> branchFactors) {
    if (!Arrays.equals(batch.shape(), photos.shape())) {
      throw new IllegalArgumentException(
          "expected photos of shape %s but found %s"
              .formatted(Arrays.toString(photos.shape()), Arrays.toString(batch.shape())));
    }
    photos.assign(batch);
    factors.forEach(
        (name, factor) -> {
          double[] given = branchFactors.get(name);
          for (int k = 0; k < photos.size(0); k++) {
            factor.numbers().putScalar(k, given == null ? 1 : given[k]);
          }
        });
    packing.run();
    forward.run();
    return vectors;
  }

  /**
   * Computes the gradients of the trained layers' weights, for the batch that ran last.
   *
   * @param gradientOfVectors [n, d], how the loss changes with the vectors
   */
  public void backward(INDArray gradientOfVectors) {
    vectorGradient.assign(gradientOfVectors);
    backward.run();
  }

  /** Returns the bytes that results, their gradients and packed weights take. */
  public long bytes() {
    return workspace.bytes();
  }

  @Override
  public void close() {
    workspace.close();
  }
}
