package org.caption4j.encoder.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;

/** Where operators append their way backwards, and the gradients on that way. */
final class BackwardPass {
  private final Program program;
  private final Set<String> trained;
  private final Map<String, WeightGradient> weights;
  private final Map<String, Tensor> gradients = new HashMap<>();

  /**
   * @param program what computes the gradients
   * @param trained names of the results that depend on trained weights
   * @param weights where the gradients of weights go, by the layer's name
   */
  BackwardPass(Program program, Set<String> trained, Map<String, WeightGradient> weights) {
    this.program = program;
    this.trained = trained;
    this.weights = weights;
  }

  Program program() {
    return program;
  }

  Workspace workspace() {
    return program.workspace();
  }

  /** Returns whether the gradient by a result is needed. */
  boolean needs(String name) {
    return trained.contains(name);
  }

  /** Returns where the gradient of a layer's weights goes. */
  WeightGradient weights(String layer) {
    return weights.get(layer);
  }

  /**
   * Adds what a node contributes to the gradient by a result that it reads.
   *
   * @param name the result
   * @param share the contribution; given up by the caller
   */
  void contribute(String name, Tensor share) {
    Tensor sum = gradients.get(name);
    if (sum == null) {
      gradients.put(name, share);
      return;
    }
    Tensor same = program.in(sum.layout(), share);
    Tensor total = workspace().take(sum.layout(), sum.dims());
    program.binary(dnnl.algorithm.binary_add, sum, same, total);
    program.releaseCopy(same, share);
    workspace().release(share);
    workspace().release(sum);
    gradients.put(name, total);
  }

  /** Returns the whole gradient by a result, the caller's to release, or null if there is none. */
  Tensor take(String name) {
    return gradients.remove(name);
  }
}
