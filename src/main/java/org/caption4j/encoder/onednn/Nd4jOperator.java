package org.caption4j.encoder.onednn;

import java.util.ArrayList;
import java.util.List;
import org.caption4j.encoder.node.Node;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A node without a counterpart in oneDNN: runs as it is, on plain copies of what it reads. */
final class Nd4jOperator implements Operator {
  private final Node node;
  private final long[] shape;

  /**
   * @param node any node
   * @param shape {h, w, c} or {d} of its result
   */
  Nd4jOperator(Node node, long[] shape) {
    this.node = node;
    this.shape = shape;
  }

  @Override
  public Tensor forward(ForwardPass forward, List<Tensor> in) {
    Workspace workspace = forward.workspace();
    List<INDArray> read = new ArrayList<>();
    for (Tensor tensor : in) {
      long[] dims = tensor.dims();
      INDArray array =
          dims.length == 2
              ? workspace.array(dims)
              : workspace.array(dims[0], dims[2], dims[3], dims[1]);
      forward.program().reorder(tensor, workspace.channelsLast(array, dims));
      read.add(array);
    }
    long count = in.get(0).dims()[0];
    INDArray out =
        shape.length == 1
            ? workspace.array(count, shape[0])
            : workspace.array(count, shape[0], shape[1], shape[2]);
    forward.program().add(() -> node.run(read, out));
    return shape.length == 1
        ? workspace.channelsLast(out, count, shape[0])
        : workspace.channelsLast(out, count, shape[2], shape[0], shape[1]);
  }
}
