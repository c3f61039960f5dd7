package org.caption4j.encoder.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where operators append their way forwards.
 *
 * @param packing what brings weights into oneDNN's layouts: runs whenever weights have changed
 * @param program what computes a batch
 * @param kind forward_training or forward_inference
 */
record ForwardPass(Program packing, Program program, dnnl.prop_kind kind) {
  /** Numbers of weights, results and gradients. */
  static final memory.data_type FLOAT = memory.data_type.f32;

  Workspace workspace() {
    return program.workspace();
  }

  /** Returns the layout that oneDNN chooses for a tensor. */
  memory.desc any(long... dims) {
    return workspace().desc(dims, FLOAT, memory.format_tag.any);
  }

  /** Returns weights in a layout, packed before the program runs. */
  Tensor packed(Tensor weights, memory.desc layout) {
    if (weights.isIn(layout)) {
      return weights;
    }
    Tensor packed = workspace().lasting(layout, weights.dims());
    packing.reorder(weights, packed);
    return packed;
  }

  /**
   * Returns a layer's bias, zeros where it has none.
   *
   * @param bias [length], or null
   */
  Tensor bias(INDArray bias, long length) {
    memory.desc layout = workspace().desc(new long[] {length}, FLOAT, memory.format_tag.x);
    return bias == null
        ? workspace().zeros(layout, length)
        : workspace().over(bias, layout, length);
  }
}
