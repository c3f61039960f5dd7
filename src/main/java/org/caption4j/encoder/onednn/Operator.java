package org.caption4j.encoder.onednn;

import java.util.List;
import java.util.Optional;
import org.caption4j.encoder.node.Activate;
import org.caption4j.encoder.node.BatchNormalise;
import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.ConvolveDepthwise;
import org.caption4j.encoder.node.Dense;
import org.caption4j.encoder.node.GlobalPool;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.Pool;
import org.caption4j.encoder.node.ScaleChannels;

/** A node of a network as primitives of oneDNN. Belongs to one program. */
interface Operator {
  /**
   * Appends what computes the node's result.
   *
   * @param forward where the primitives go
   * @param in what the node reads
   * @return what it makes, taken from the program's workspace
   */
  Tensor forward(ForwardPass forward, List<Tensor> in);

  /** Returns the operator of a node: ND4J's where oneDNN has none. */
  static Operator of(Node node, Graph graph) {
    return of(node).orElseGet(() -> new Nd4jOperator(node, graph.shape(node.name())));
  }

  /** Returns the operator of a node, if there is one. */
  static Optional<Operator> of(Node node) {
    if (node instanceof Convolve || node instanceof ConvolveDepthwise) {
      return Optional.of(new Convolution(ConvolutionLayer.of(node)));
    } else if (node instanceof BatchNormalise normalise) {
      return Optional.of(new Normalisation(normalise));
    } else if (node instanceof Dense dense) {
      return Optional.of(new InnerProduct(dense));
    } else if (node instanceof Activate activate) {
      return Elementwise.of(activate.activation()).map(f -> new ElementwiseOperator(activate, f));
    } else if (node instanceof Combine combine) {
      return combine.operation() == Combine.Operation.ADD && combine.inputs().size() == 2
          ? Optional.of(new Addition(combine))
          : Optional.empty();
    } else if (node instanceof ScaleChannels scale) {
      return Optional.of(new ChannelScaling(scale));
    } else if (node instanceof Concatenate) {
      return Optional.of(new Concatenation());
    } else if (node instanceof Pool pool) {
      return pool.kind() == Pool.Kind.MAX || pool.kind() == Pool.Kind.AVERAGE
          ? Optional.of(new Pooling(pool))
          : Optional.empty();
    } else if (node instanceof GlobalPool pool) {
      return pool.kind() == Pool.Kind.AVERAGE
          ? Optional.of(new GlobalAverage(pool))
          : Optional.empty();
    }
    return Optional.empty();
  }
}
