package org.caption4j.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a network declares of its inputs and outputs, for people. */
final class OnnxShape {
  private OnnxShape() {}

  /** Returns {@code features [n, 1280], ids [n] of INT64}. */
  static String list(Collection<NodeInfo> nodes) {
    return nodes.stream().map(OnnxShape::text).collect(Collectors.joining(", "));
  }

  static String text(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      return node.getName() + ", which is no tensor";
    }
    return node.getName()
        + " "
        + text(tensor)
        + (tensor.type == OnnxJavaType.FLOAT ? "" : " of " + tensor.type);
  }

  /** What is not fixed shows under its name in the file, or as a question mark. */
  private static String text(TensorInfo tensor) {
    long[] shape = tensor.getShape();
    String[] names = tensor.getDimensionNames();
    return IntStream.range(0, shape.length)
        .mapToObj(
            i -> shape[i] >= 0 ? Long.toString(shape[i]) : names[i].isEmpty() ? "?" : names[i])
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
