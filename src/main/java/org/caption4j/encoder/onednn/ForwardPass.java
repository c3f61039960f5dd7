package org.caption4j.encoder.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * Where operators append their way forwards.
 *
 * @param packing what brings weights into oneDNN's layouts: runs whenever weights have changed
 * @param program what computes a batch
 * @param kind forward_training or forward_inference
 */
record ForwardPass(Program packing, Program program, dnnl.prop_kind kind) {
  Workspace workspace() {
    return program.workspace();
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
}
