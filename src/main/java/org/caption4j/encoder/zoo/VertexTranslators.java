package org.caption4j.encoder.zoo;

import org.caption4j.encoder.node.Combine;
import org.caption4j.encoder.node.Concatenate;
import org.caption4j.encoder.node.Flatten;
import org.caption4j.encoder.node.L2Normalise;
import org.caption4j.encoder.node.Scale;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** Vertices: what a graph does between its layers. */
final class VertexTranslators {
  private VertexTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(MergeVertex.class, VertexTranslators::merge);
    registry.put(ElementWiseVertex.class, VertexTranslators::combine);
    registry.put(
        ScaleVertex.class,
        (vertex, step, to) ->
            to.add(new Scale(step.name(), step.input(), vertex.getScaleFactor(), 0)));
    registry.put(
        ShiftVertex.class,
        (vertex, step, to) ->
            to.add(new Scale(step.name(), step.input(), 1, vertex.getShiftFactor())));
    registry.put(
        L2NormalizeVertex.class,
        (vertex, step, to) -> to.add(new L2Normalise(step.name(), step.input(), vertex.getEps())));
    registry.put(PreprocessorVertex.class, VertexTranslators::preprocess);
  }

  private static void merge(MergeVertex vertex, Step step, Translation to) {
    if (vertex.getMergeAxis() != 1) {
      throw new UnsupportedLayerException(
          step.name(), vertex, "along axis " + vertex.getMergeAxis());
    }
    to.add(new Concatenate(step.name(), step.inputs()));
  }

  private static void combine(ElementWiseVertex vertex, Step step, Translation to) {
    Combine.Operation operation =
        switch (vertex.getOp()) {
          case Add -> Combine.Operation.ADD;
          case Subtract -> Combine.Operation.SUBTRACT;
          case Product -> Combine.Operation.MULTIPLY;
          case Average -> Combine.Operation.AVERAGE;
          case Max -> Combine.Operation.MAXIMUM;
        };
    to.add(new Combine(step.name(), step.inputs(), operation));
  }

  private static void preprocess(PreprocessorVertex vertex, Step step, Translation to) {
    if (!(vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor)) {
      throw new UnsupportedLayerException(step.name(), vertex.getPreProcessor());
    }
    to.add(new Flatten(step.name(), step.input()));
  }
}
