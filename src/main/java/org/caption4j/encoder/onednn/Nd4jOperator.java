package org.caption4j.encoder.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.caption4j.encoder.node.Node;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A node without a counterpart in oneDNN: runs as it is, on plain copies of what it reads. */
final class Nd4jOperator implements Operator {
  private final Node node;
  private final long[] shape;
  private final List<INDArray> arrays = new ArrayList<>();

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
    List<INDArray> read = new ArrayList<>();
    for (Tensor tensor : in) {
      long[] dims = tensor.dims();
      INDArray array = dims.length == 2 ? array(dims) : array(dims[0], dims[2], dims[3], dims[1]);
      forward.program().reorder(tensor, plain(forward, array, dims));
      read.add(array);
    }
    long count = in.get(0).dims()[0];
    INDArray out =
        shape.length == 1 ? array(count, shape[0]) : array(count, shape[0], shape[1], shape[2]);
    forward.program().add(() -> node.run(read, out));
    return shape.length == 1
        ? plain(forward, out, count, shape[0])
        : plain(forward, out, count, shape[2], shape[0], shape[1]);
  }

  private INDArray array(long... arrayShape) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, arrayShape);
    arrays.add(array);
    return array;
  }

  private static Tensor plain(ForwardPass forward, INDArray array, long... dims) {
    memory.format_tag layout = dims.length == 2 ? memory.format_tag.nc : memory.format_tag.nhwc;
    return forward
        .workspace()
        .over(array, forward.workspace().desc(dims, ForwardPass.FLOAT, layout), dims);
  }

  @Override
  public boolean isTrainable() {
    return false;
  }

  @Override
  public void backward(BackwardPass backward, Tensor gradient) {
    throw new UnsupportedOperationException(node.name() + " has no gradient in oneDNN");
  }
}
