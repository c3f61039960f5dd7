package org.caption4j.encoder.zoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.TensorLayout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How Keras (with TensorFlow's order of axes) stores VGG16 and VGG19.
 *
 * <p>Kernels are [kh, kw, i, o]. Dense weights are [i, o]; after a picture, i counts row, column,
 * channel, where networks here count channel, row, column.
 */
final class KerasLayout implements TensorLayout {
  private static final List<String> DENSE = List.of("fc1", "fc2", "predictions");

  private final Map<String, String> names;
  private final String firstDense;
  private final long channels;

  private KerasLayout(Map<String, String> names, String firstDense, long channels) {
    this.names = names;
    this.firstDense = firstDense;
    this.channels = channels;
  }

  /** Returns the networks for which names are known. */
  static List<ZooNetwork> networks() {
    return List.of(ZooNetwork.VGG16, ZooNetwork.VGG19);
  }

  /**
   * @param topology the steps of one of {@link #networks}
   */
  static KerasLayout of(Topology topology) {
    Map<String, String> names = new HashMap<>();
    String firstDense = null;
    long channels = 0;
    int block = 1;
    int convolution = 1;
    int dense = 0;
    for (Step step : topology.steps()) {
      if (step.part() instanceof ConvolutionLayer layer) {
        names.put(step.name(), "block" + block + "_conv" + convolution++);
        channels = layer.getNOut();
      } else if (step.part() instanceof SubsamplingLayer) {
        block++;
        convolution = 1;
      } else if (step.part() instanceof FeedForwardLayer) {
        firstDense = dense == 0 ? step.name() : firstDense;
        names.put(step.name(), DENSE.get(dense++));
      }
    }
    return new KerasLayout(names, firstDense, channels);
  }

  @Override
  public String name(String layer, String parameter) {
    return names.getOrDefault(layer, layer) + (parameter.equals("b") ? "/bias" : "/kernel");
  }

  @Override
  public long[] stored(String layer, long... shape) {
    return shape.length == 4 ? new long[] {shape[2], shape[3], shape[1], shape[0]} : shape;
  }

  @Override
  public INDArray restore(String layer, INDArray stored) {
    if (stored.rank() == 4) {
      return stored.permute(3, 2, 0, 1).dup('c');
    }
    if (stored.rank() == 2 && layer.equals(firstDense)) {
      long inputs = stored.size(0);
      long outputs = stored.size(1);
      return stored
          .reshape('c', inputs / channels, channels, outputs)
          .permute(1, 0, 2)
          .dup('c')
          .reshape('c', inputs, outputs);
    }
    return stored;
  }
}
