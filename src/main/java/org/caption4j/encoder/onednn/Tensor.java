package org.caption4j.encoder.onednn;

import org.bytedeco.dnnl.memory;

/**
 * An array in a layout of oneDNN's.
 *
 * @param dims {n, c, h, w} or {n, c}, whatever the layout
 * @param layout dimensions, type and layout
 * @param data the numbers
 * @param block the workspace's memory that they lie in, or null if they lie elsewhere
 */
record Tensor(long[] dims, memory.desc layout, memory data, Workspace.Block block) {
  /** Returns whether it lies in a given layout. */
  boolean isIn(memory.desc other) {
    return layout.equals(other);
  }

  /** Returns the number of channels. */
  long channels() {
    return dims[1];
  }
}
