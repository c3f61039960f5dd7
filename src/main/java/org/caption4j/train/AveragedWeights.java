package org.caption4j.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.Network;
import org.caption4j.encoder.node.Convolve;
import org.caption4j.encoder.node.Node;
import org.caption4j.encoder.node.WeightedNode;
import org.caption4j.tensor.MovingAverage;
import org.caption4j.tensor.OrthogonalUpdate;
import org.caption4j.tensor.SafeTensors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights in training, and their exponential moving average, which sees better than the weights of
 * any one step (Tarvainen and Valpola 2017).
 *
 * <p>The kernels of convolutions move by {@link OrthogonalUpdate}, everything else by Adam; the
 * decay stands apart from both (Loshchilov and Hutter 2019).
 */
final class AveragedWeights implements AutoCloseable {
  /** A longer gradient is shortened to this; few are, once training is under way. */
  private static final double CLIP_NORM = 5;

  private static final String WEIGHTS = "weights";
  private static final String AVERAGE = "average";
  private static final String FIRST = "adam.first_moment";
  private static final String SECOND = "adam.second_moment";
  private static final String MOMENTUM = "kernels.momentum";

  private final FlatWeights weights;
  private final FlatWeights average;
  private final FlatWeights gradient;
  private final FlatWeights momentum;
  private final Optimizer optimizer;
  private final List<Kernel> kernels = new ArrayList<>();

  /** A convolution's kernel [o, i kh kw] with its gradient and momentum; views. */
  private record Kernel(
      INDArray weights, INDArray gradient, INDArray momentum, OrthogonalUpdate update) {}

  /**
   * @param form the weights to begin with, copied
   */
  AveragedWeights(Network form) {
    weights = FlatWeights.of(form, DataType.FLOAT);
    average = FlatWeights.of(form, DataType.FLOAT);
    gradient = FlatWeights.zeros(form, DataType.FLOAT);
    optimizer = new Optimizer(weights.flat(), 0);
    momentum = FlatWeights.zeros(convolutions(form), DataType.FLOAT);
    for (Node layer : convolutions(form)) {
      INDArray matrix = matrix(weights, layer);
      kernels.add(
          new Kernel(
              matrix,
              matrix(gradient, layer),
              matrix(momentum, layer),
              new OrthogonalUpdate(DataType.FLOAT, matrix.size(0), matrix.size(1))));
    }
  }

  private static List<WeightedNode> convolutions(Network form) {
    return form.weightedNodes().stream().filter(Convolve.class::isInstance).toList();
  }

  private static INDArray matrix(FlatWeights of, Node layer) {
    INDArray kernel = of.weights(layer.name());
    return kernel.reshape('c', kernel.size(0), -1);
  }

  FlatWeights weights() {
    return weights;
  }

  FlatWeights average() {
    return average;
  }

  /** Returns where to put the gradient before {@link #step}. */
  FlatWeights gradient() {
    return gradient;
  }

  /** Returns how many steps were taken. */
  int steps() {
    return optimizer.iteration();
  }

  /**
   * Moves the weights along their gradient, which is used up.
   *
   * @param rate Adam's
   * @param kernelRate of the kernels
   * @param decay the share of a weight that goes away, times {@code rate}; kernels keep their
   *     length but for this
   * @param inertia the share of the average that stays; less in the first steps, which the average
   *     is to forget
   */
  void step(double rate, double kernelRate, double decay, double inertia) {
    int steps = optimizer.iteration();
    weights.flat().muli(1 - rate * decay);
    for (Kernel kernel : kernels) {
      kernel.update().apply(kernel.weights(), kernel.gradient(), kernel.momentum(), kernelRate);
      kernel.gradient().assign(0); // nothing is left for Adam to do
    }
    optimizer.step(weights.flat(), gradient.flat(), rate, CLIP_NORM);
    MovingAverage.update(average.flat(), weights.flat(), inertia, steps);
  }

  /**
   * Puts everything that the next step depends on into a map.
   *
   * @param prefix of the names
   * @param tensors taken by name; not copied
   */
  void save(String prefix, Map<String, INDArray> tensors) {
    tensors.put(prefix + WEIGHTS, weights.flat());
    tensors.put(prefix + AVERAGE, average.flat());
    tensors.put(prefix + FIRST, optimizer.firstMoment());
    tensors.put(prefix + SECOND, optimizer.secondMoment());
    if (!kernels.isEmpty()) {
      tensors.put(prefix + MOMENTUM, momentum.flat());
    }
  }

  /**
   * Takes it back.
   *
   * @param steps that were taken
   * @throws IOException if the file cannot be read, or has other tensors
   */
  void restore(String prefix, SafeTensors tensors, int steps) throws IOException {
    long[] shape = weights.flat().shape();
    weights.flat().assign(tensors.get(prefix + WEIGHTS, shape));
    average.flat().assign(tensors.get(prefix + AVERAGE, shape));
    optimizer.restore(
        tensors.get(prefix + FIRST, shape), tensors.get(prefix + SECOND, shape), steps);
    if (!kernels.isEmpty()) {
      momentum.flat().assign(tensors.get(prefix + MOMENTUM, momentum.flat().shape()));
    }
  }

  @Override
  public void close() {
    weights.close();
    average.close();
    gradient.close();
    optimizer.close();
    momentum.close();
    kernels.forEach(kernel -> kernel.update().close());
  }
}
