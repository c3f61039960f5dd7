package org.caption4j.benchmark;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.api.ndarray.INDArray;

/** VGG16 as DL4J's {@code ComputationGraph} runs the zoo's network. */
final class Dl4jVgg16 implements Vgg16 {
  private final ComputationGraph graph;
  private final String feature;

  Dl4jVgg16(Vgg16Weights weights) {
    graph = new ComputationGraph(VGG16.builder().numClasses(1000).build().conf());
    graph.init();
    Stream.of(weights.convolutions(), weights.dense())
        .flatMap(List::stream)
        .forEach(
            layer -> {
              graph.setParam(layer.name() + "_W", layer.kernel());
              graph.setParam(layer.name() + "_b", layer.bias());
            });
    feature = weights.dense().get(1).name();
  }

  @Override
  public String name() {
    return "DL4J `ComputationGraph`";
  }

  @Override
  public Encoding encoding(INDArray photos) {
    return () ->
        graph
            .output(List.of(feature), false, new INDArray[] {photos}, null)[0]
            .dup('c')
            .data()
            .asFloat();
  }

  @Override
  public void close() {
    graph.close();
  }
}
