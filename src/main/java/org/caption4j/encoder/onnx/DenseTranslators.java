package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.util.Map;
import org.caption4j.encoder.node.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products of vectors with matrices. */
final class DenseTranslators {
  private DenseTranslators() {}

  static void register(Map<String, Translator> registry) {
    registry.put("Gemm", DenseTranslators::general);
    registry.put("MatMul", DenseTranslators::product);
  }

  private static Operand general(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    if (node.flag("transA")) {
      throw node.unsupported("transA 1 is not supported");
    }
    FeatureMap in = row(node, to);
    INDArray matrix = matrix(node, to);
    INDArray weights = node.flag("transB") ? matrix.transpose() : matrix;
    double alpha = node.number("alpha", 1);
    INDArray scaled = alpha == 1 ? weights : weights.mul(alpha);
    INDArray bias = node.reads(2) ? bias(node, to, weights.size(1)) : null;
    return to.add(new Dense(node.output(), in.node(), scaled, bias), in, false);
  }

  private static INDArray bias(OnnxNode node, Translation to, long outputs)
      throws UnsupportedGraphException, IOException {
    double beta = node.number("beta", 1);
    FeatureMap product = new FeatureMap(node.output(), new long[] {outputs}, 2, 1, false);
    Constant bias = to.constant(node, 2);
    return Nd4j.createFromArray(
        floats(ArithmeticTranslators.ofChannels(node, product, bias, b -> beta * b)));
  }

  private static float[] floats(double... numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static Operand product(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = row(node, to);
    return to.add(new Dense(node.output(), in.node(), matrix(node, to), null), in, false);
  }

  private static FeatureMap row(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    FeatureMap in = to.features(node, 0);
    if (!in.isRow()) {
      throw node.unsupported("expected vectors [n, d] in input 1");
    }
    return in;
  }

  private static INDArray matrix(OnnxNode node, Translation to)
      throws UnsupportedGraphException, IOException {
    INDArray matrix = to.constant(node, 1).weights();
    if (matrix.rank() != 2) {
      throw node.unsupported("expected a matrix in input 2");
    }
    return matrix;
  }
}
