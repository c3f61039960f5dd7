package org.caption4j.encoder.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Node;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network compiled for batches of one shape: weights are packed once, activations fused into the
 * convolutions before them, and a result's memory is used again when its last reader has run. Not
 * thread-safe.
 */
public final class InferenceProgram implements AutoCloseable {
  private final Workspace workspace = new Workspace();
  private final Program program = new Program(workspace);
  private final INDArray photos;
  private final INDArray out;

  /**
   * @param graph what to compile
   * @param count photos in a batch
   */
  public InferenceProgram(Graph graph, long count) {
    long[] photo = graph.shape(graph.input());
    photos = workspace.array(count, photo[2], photo[0], photo[1]);
    long[] result = graph.shape(graph.output());
    out =
        result.length == 1
            ? workspace.array(count, result[0])
            : workspace.array(count, result[0], result[1], result[2]);
    boolean assembled = false;
    try {
      assemble(graph, count);
      assembled = true;
    } finally {
      if (!assembled) {
        close();
      }
    }
  }

  /** A node as it runs, and the name of its result: a fused activation's. */
  private record Step(Operator operator, List<String> inputs, String result) {}

  private void assemble(Graph graph, long count) {
    Program packing = new Program(workspace);
    ForwardPass forward = new ForwardPass(packing, program, dnnl.prop_kind.forward_inference);
    List<Step> steps = steps(graph);
    Map<String, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String name : steps.get(i).inputs()) {
        lastReader.put(name, i);
      }
    }
    lastReader.put(graph.output(), steps.size());
    Map<String, Tensor> results = new HashMap<>();
    results.put(graph.input(), workspace.plain(photos));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<Tensor> in = step.inputs().stream().map(results::get).toList();
      results.put(step.result(), step.operator().forward(forward, in));
      for (String name : new ArrayList<>(results.keySet())) {
        if (lastReader.getOrDefault(name, i) == i) {
          workspace.release(results.remove(name));
        }
      }
    }
    long[] result = graph.shape(graph.output());
    program.reorder(
        results.get(graph.output()),
        result.length == 1
            ? workspace.channelsLast(out, count, result[0])
            : workspace.channelsLast(out, count, result[2], result[0], result[1]));
    workspace.allocateScratchpad();
    packing.run();
  }

  private static List<Step> steps(Graph graph) {
    Map<String, Integer> readers = new HashMap<>();
    graph
        .nodes()
        .forEach(node -> node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum)));
    readers.merge(graph.output(), 1, Integer::sum);
    List<Step> steps = new ArrayList<>();
    Map<String, Integer> convolutions = new HashMap<>();
    for (Node node : graph.nodes()) {
      Integer before =
          node instanceof Activate activate ? convolutions.get(activate.input()) : null;
      Optional<Elementwise> function =
          node instanceof Activate activate
              ? Elementwise.of(activate.activation())
              : Optional.empty();
      if (before != null && function.isPresent() && readers.get(((Activate) node).input()) == 1) {
        Step step = steps.get(before);
        Convolution fused = ((Convolution) step.operator()).followedBy(function.get());
        steps.set(before, new Step(fused, step.inputs(), node.name()));
        continue;
      }
      if (node instanceof Convolve || node instanceof ConvolveDepthwise) {
        convolutions.put(node.name(), steps.size());
      }
      steps.add(new Step(Operator.of(node, graph), node.inputs(), node.name()));
    }
    return steps;
  }

  /**
   * Runs the network.
   *
   * @param batch [n, c, h, w], float32, of the shape that this was compiled for
   * @param result overwritten
   */
  public void run(INDArray batch, INDArray result) {
    photos.assign(batch);
    program.run();
    result.assign(out);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
